"""lossy_link.py: a network namespace behind a link that loses packets at random, both ways: two TUN devices (Linux, tuntap.rst), and a
thread that carries packets from one to the other and drops some. What is lost TCP must notice and send again, as on any network."""
import fcntl
import os
import random
import select
import shutil
import struct
import subprocess
import threading

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
PACKET_BYTES_MAX = 65536


class NoLink(Exception):
    """It cannot be had on this machine; says why."""


def _run(*words):
    done = subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise NoLink("%s: %s" % (" ".join(words), done.stderr.strip()))


def _tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


class LossyLink:
    """`inside` before a command runs it in the namespace, from where this side is at `address`. loss: of all packets, one in so many."""

    def __init__(self, loss):
        number = os.getpid() % 10000
        self.name, outer, inner = "plxf%d" % number, "plxo%d" % number, "plxi%d" % number
        self.inside = ("ip", "netns", "exec", self.name)
        self.address = "10.217.%d.1" % (number % 250)
        self.loss, self.carried, self.dropped, self.devices = loss, 0, 0, []
        try:
            self.devices = [_tun(outer)]
            self.devices.append(_tun(inner))
            _run("ip", "netns", "add", self.name)
            _run("ip", "link", "set", inner, "netns", self.name)
            _run("ip", "addr", "add", self.address + "/30", "dev", outer)
            _run("ip", "link", "set", outer, "up")
            _run(*self.inside, "ip", "addr", "add", "10.217.%d.2/30" % (number % 250), "dev", inner)
            _run(*self.inside, "ip", "link", "set", inner, "up")
        except (OSError, NoLink) as error:
            self.close()
            raise NoLink("no network namespace behind a TUN device: %s" % error) from None
        self.wake, self.awake = os.pipe()
        self.carrier = threading.Thread(target=self._carry, daemon=True)
        self.carrier.start()

    def _carry(self):
        ends = {self.devices[0]: self.devices[1], self.devices[1]: self.devices[0]}
        while True:
            for device in select.select(self.devices + [self.wake], [], [])[0]:
                if device == self.wake:
                    return
                packet = os.read(device, PACKET_BYTES_MAX)
                if random.random() < self.loss:
                    self.dropped += 1
                    continue
                self.carried += 1
                try:
                    os.write(ends[device], packet)
                except OSError:  # the other side is not up
                    self.dropped += 1

    def close(self):
        if hasattr(self, "carrier"):
            os.write(self.awake, b"x")
            self.carrier.join()
        for device in self.devices:  # with its descriptor goes the device
            os.close(device)
        self.devices = []
        if shutil.which("ip"):
            subprocess.run(("ip", "netns", "del", self.name), stderr=subprocess.DEVNULL, check=False)
