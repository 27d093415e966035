package wengao;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of a cluster on this machine, from the server's own modules.
 *
 * <p>Arguments: name, folder of its data, HTTP port, transport port, transport ports of all nodes (comma between), names
 * of all nodes. It listens on the loopback address only, says "started" on its standard output when it takes requests,
 * and ends when its standard input does, so that none outlives who started it.
 */
public final class OfficeNode extends Node {
    private OfficeNode(Environment environment) {
        super(environment, List.of(Netty4Plugin.class), false);
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Path home = Path.of(arguments[1]);
        List<String> seeds = List.of(arguments[4].split(",")).stream().map(port -> "127.0.0.1:" + port).toList();
        Settings settings = Settings.builder()
            .put("cluster.name", "wengao-office")
            .put("node.name", name)
            .put("path.home", home.toString())
            .put("path.data", home.resolve("data").toString())
            .put("path.repo", home.resolveSibling("snapshots").toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", arguments[2])
            .put("transport.port", arguments[3])
            .put("transport.type", Netty4Plugin.NETTY_TRANSPORT_NAME)
            .put("http.type", Netty4Plugin.NETTY_HTTP_TRANSPORT_NAME)
            .putList("discovery.seed_hosts", seeds)
            .putList("cluster.initial_cluster_manager_nodes", arguments[5].split(","))
            // A node that was killed is told dead soon, and its shards are not copied at once where it comes back.
            .put("cluster.fault_detection.follower_check.interval", "500ms")
            .put("cluster.fault_detection.follower_check.timeout", "2s")
            .put("cluster.fault_detection.leader_check.interval", "500ms")
            .put("cluster.fault_detection.leader_check.timeout", "2s")
            .put("cluster.routing.allocation.node_concurrent_recoveries", 8)
            .build();
        Environment environment =
            InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> name);
        OfficeNode node = new OfficeNode(environment);
        node.start();
        System.out.println("started");
        System.out.flush();
        while (System.in.read() >= 0) {
            // Nothing is said to it.
        }
        node.close();
    }
}
