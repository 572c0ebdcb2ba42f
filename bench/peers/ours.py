"""Our side: the program build/release/bench/peers_ours on the same core, by lines over a pipe. Its own clock is read, so
that neither the pipe nor Python counts."""
import subprocess

import numpy as np


class Ours:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *words):
        self.process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if not answer:
            raise SystemExit("bench: peers_ours ended; see above")
        return answer

    def run(self, way):
        return float(self.ask("run", way)[1])

    def way(self, way, kernel="best"):
        """A call that runs it with those inner loops."""
        def call():
            self.ask("kernel", kernel)
            return self.run(way)
        return call

    def values(self, way, path):
        self.ask("values", way, path)
        return np.fromfile(path, dtype=np.uint32).reshape(-1, 128)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
