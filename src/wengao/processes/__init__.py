"""The processes that wengao starts (子进程): how a child is started, what it may take, how one talks to it.

starting    the one place that says with which program, environment and folder a child begins
bootstrap   what a Python child runs first
exchange    messages between a process and its child
child       a Python child with its two pipes
confined    work in a child that can be stopped: bounded in time and memory (its own side: confinement)
guarding    a program of the system that is bounded and ended with all that it started
office      LibreOffice
showing     the drafter's file manager and browser
"""
