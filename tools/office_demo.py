"""An office from nothing to a Word file, with a node of its cluster killed on the way: `make office-demo`.

A cluster of three nodes on this machine, the gateway before it, one machine that reads the sample corpus and hands it in,
and a drafter who has no corpus of his own. Everything lies in one folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.gateway.certificates import certificate_for
from tests.office_cluster import Cluster

PASSWORD = "风调雨顺国泰民安五谷"  # noqa: S105 - of users that live as long as the demonstration
WENGAO = (str(Path(sys.executable).parent / "wengao"),)
PORT = 18443
STARTED = time.monotonic()


def tell(line: str) -> None:
    """Say what happened, and when."""
    print(f"{time.monotonic() - STARTED:6.1f} 秒　{line}", flush=True)


def wengao(root: Path, *arguments: str, **environment: str) -> str:
    """What wengao prints in a folder; its words for people are handed on."""
    done = subprocess.run(  # noqa: S603 - our own program
        (*WENGAO, *arguments),
        cwd=root,
        env={
            **os.environ,
            "WENGAO_OFFICE_PASSWORD": PASSWORD,
            "WENGAO_OFFICE_NEW_PASSWORD": PASSWORD,
            "XDG_CACHE_HOME": str(root / ".cache"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"wengao {' '.join(arguments)}：退出码 {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip() or done.stderr.strip()


def set_up_server(folder: Path, nodes: tuple[str, ...]) -> subprocess.Popen[str]:
    """A gateway before the nodes, open, with two users."""
    wengao(folder.parent, "office-server", "init", folder.name)
    certificate_for("localhost", folder)
    settings = folder / "office-server.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('kind = "embedded"', 'kind = "opensearch"').replace(
        "nodes = []", f"nodes = {json.dumps(nodes)}"
    )
    text = text.replace('host = "0.0.0.0"', 'host = "127.0.0.1"').replace("port = 8443", f"port = {PORT}")
    settings.write_text(text, encoding="utf-8")
    wengao(folder, "office-server", "users", "add", "送稿", "--index")
    wengao(folder, "office-server", "users", "add", "起草人", "--holder", "*")
    server = subprocess.Popen(  # noqa: S603 - our own program
        (*WENGAO, "office-server"), cwd=folder, stderr=subprocess.PIPE, text=True
    )
    said = server.stderr or sys.exit("网关没有起来")
    while "已经打开" not in (line := said.readline()):
        if not line:
            sys.exit("网关没有起来")
    return server


def set_up_desk(folder: Path, user: str, *options: str) -> Path:
    """A workspace whose user asks the office."""
    folder.mkdir()
    wengao(folder, "init", ".", *options)
    settings = folder / "wengao.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace('url = ""', f'url = "https://localhost:{PORT}"').replace(
        'user = ""', f'user = "{user}"'
    )
    certificate = folder.parent / "网关" / "server.pem"
    settings.write_text(text.replace('certificate = ""', f'certificate = "{certificate}"'), encoding="utf-8")
    return folder


def main() -> None:
    """Go through all of it."""
    root = Path(tempfile.mkdtemp(prefix="wengao-office-"))
    tell(f"都放在 {root}")
    with Cluster(root / "集群") as cluster:
        tell(f"三个节点起来了：{'、'.join(cluster.addresses)}")
        server = set_up_server(root / "网关", cluster.addresses)
        try:
            tell("网关开了，两个用户：送稿、起草人")
            reader = set_up_desk(root / "读稿机", "送稿")
            tell(wengao(reader, "index", "--office").replace("\n", "；"))
            tell(f"再送一遍：{wengao(reader, 'index', '--office').splitlines()[-1]}")
            desk = set_up_desk(root / "起草人", "起草人", "--empty")
            found = json.loads(wengao(desk, "search", "压实责任链条", "--json"))
            sources = "、".join({hit["document"]["source"] for hit in found["hits"]})
            tell(f"起草人检索“压实责任链条”：{found['total']} 处，来自 {sources}")
            wengao(desk, "new", "推进会讲话", "--set", "topic=兵役登记", "--set", "level=全市", "--set", "year=2026",
                   "-o", "drafts/讲话.md")  # fmt: skip
            cluster.kill(cluster.names[0])
            tell("起草中途，一个节点被 kill -9")
            filled = wengao(desk, "fill", "drafts/讲话.md", "--sure", "宽")
            tell(f"填充：{filled.splitlines()[0]}；最后一处{filled.splitlines()[-1].strip()}")
            found = json.loads(wengao(desk, "search", "压实责任链条", "--json"))
            tell(f"再检索：{found['total']} 处，找过的占 {found.get('answered', 1.0):.0%}")
            tell(f"Word 文件：{wengao(desk, 'export', 'drafts/讲话.md').splitlines()[-1]}")
            lines = (root / "网关" / "data" / "audit.jsonl").read_text(encoding="utf-8").splitlines()
            tell(f"审计记录 {len(lines)} 条，最后一条：{lines[-1][:160]}")
        finally:
            server.terminate()
            server.wait(30)
        tell(f"网关停了，退出码 {server.returncode}")


if __name__ == "__main__":
    main()
