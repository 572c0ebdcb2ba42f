"""cases_security.py: what befalls the rights: a wrong password, a certificate that is not trusted, and rights that are taken away. A broker
of its own with SASL, TLS and an authorizer; the harness is its super user."""
import os
import subprocess
import time

import kafka_wire
from cases import case
from cluster import Broker, JVM, LIBS
from scenario import Failure

PASSWORD = "wire-secret"
JAAS = 'org.apache.kafka.common.security.plain.PlainLoginModule required user_wire="%s";' % PASSWORD
EXTRA = """authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
allow.everyone.if.no.acl.found=false
sasl.enabled.mechanisms=PLAIN
listener.name.sasl_plaintext.plain.sasl.jaas.config=%s
ssl.keystore.location=%s
ssl.keystore.password=changeit
ssl.key.password=changeit
ssl.client.auth=none
ssl.endpoint.identification.algorithm=
"""


def make_certificates(folder):
    """A broker's key store and its certificate, and the certificate of somebody else."""
    for name in ("broker", "other"):
        subprocess.run(["keytool", "-genkeypair", "-keystore", "%s/%s.p12" % (folder, name), "-storetype", "PKCS12", "-storepass", "changeit",
                        "-alias", name, "-keyalg", "RSA", "-keysize", "2048", "-validity", "30", "-dname", "CN=127.0.0.1",
                        "-ext", "SAN=IP:127.0.0.1", "-ext", "BC=ca:true"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(["keytool", "-exportcert", "-rfc", "-keystore", "%s/%s.p12" % (folder, name), "-storepass", "changeit", "-alias", name,
                        "-file", "%s/%s.pem" % (folder, name)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def acl(broker, *words):
    subprocess.run(JVM + ["-Xmx96m", "-cp", LIBS + "/*", "org.apache.kafka.tools.AclCommand" if _has_tools_acl() else "kafka.admin.AclCommand",
                          "--bootstrap-server", broker.address, "--force"] + list(words),
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)


def _has_tools_acl():
    return not any("kafka_2.13-3." in name for name in os.listdir(LIBS))


@case("rights", [25, 14], "a wrong password; a certificate that is not trusted; the right to write the dead letters, to read the input, to use the "
      "group and the transactional id, taken away one by one (ACLs)", own_broker=True)
def rights(env):
    folder = env.path("rights-broker", "x")[:-2]
    make_certificates(folder)
    broker = env.own(Broker(folder, listeners=("SASL_PLAINTEXT", "SSL"), extra=EXTRA % (JAAS, os.path.join(folder, "broker.p12"))).start())
    s = env.scenario("rights", broker)
    sasl, tls = broker.listeners["SASL_PLAINTEXT"], broker.listeners["SSL"]
    common = ["--rdkafka.security.protocol=sasl_plaintext", "--rdkafka.sasl.mechanism=PLAIN", "--rdkafka.sasl.username=wire"]
    secret = env.path("rights", "password")
    with open(secret, "w") as file:
        file.write(PASSWORD + "\n")
    right = {"PARALLAX_RDKAFKA_SASL_PASSWORD_FILE": secret}

    def fails(what, words, options, environment=None, address=sasl, code=1):
        before = s.committed()
        instance = s.start(None, options, environment, address)
        ended = instance.wait(45, "the end for %s" % what)
        text = instance.text()
        if ended != code or not any(w in text for w in words):
            raise Failure("%s: it ended with %d, and its log does not say any of %s" % (what, ended, words))
        if s.committed() != before:
            raise Failure("%s: the offsets went on" % what)

    s.feed(30)
    fails("a wrong password", ["check the user, the password"], common + ["--rdkafka.sasl.password=wrong"])
    fails("an unknown authority", ["certificate"], ["--rdkafka.security.protocol=ssl", "--rdkafka.ssl.ca.location=" + os.path.join(folder, "other.pem")],
          address=tls)
    s.note("wrong password and unknown authority: named, exit 1, nothing read")
    everything = ["--add", "--allow-principal", "User:wire", "--operation", "All", "--topic", "rights.", "--resource-pattern-type", "prefixed"]
    acl(broker, *everything)
    acl(broker, "--add", "--allow-principal", "User:wire", "--operation", "All", "--group", "rights", "--transactional-id", "rights-cluster")
    s.note("with its rights it worked")
    instance = s.start(None, common, right, sasl)
    s.wait_drained(60, instance)
    s.judge(expect_letters=0)
    instance.terminate()
    for what, denial, words in (
            ("no right to the transactional id", ["--transactional-id", "rights-cluster"], ["transactional id"]),
            ("no right to the group", ["--group", "rights"], ["consumer group"]),
            ("no right to read the input", ["--topic", s.input], ["not to be seen by this user", "read the input"])):
        acl(broker, "--add", "--deny-principal", "User:wire", "--operation", "All", *denial)
        s.feed(5)
        fails(what, words, common, right)
        acl(broker, "--remove", "--deny-principal", "User:wire", "--operation", "All", *denial)
    last = s.start(None, common, right, sasl)
    s.wait_drained(60, last)
    before = s.committed_total()
    acl(broker, "--add", "--deny-principal", "User:wire", "--operation", "All", "--topic", s.input)  # while it runs
    s.feed(10)
    code = last.wait(45, "the end, since the input may not be read any more")
    if code != 1 or not last.says("must allow this user to read the input topics") or s.committed_total() != before:
        raise Failure("the input denied while it ran: it ended with %d, committed %s of before %s" % (code, s.committed_total(), before))
    acl(broker, "--remove", "--deny-principal", "User:wire", "--operation", "All", "--topic", s.input)
    last = s.start(None, common, right, sasl)
    s.wait_drained(60, last)
    before = s.committed_total()
    acl(broker, "--add", "--deny-principal", "User:wire", "--operation", "Write", "--topic", s.topic("deadletter"))
    time.sleep(1)
    s.feed_values(["broken"])
    code = last.wait(45, "the end, since no dead letter may be written")
    if code != 1 or s.committed_total() != before or not last.says("write, describe and read the output topics"):
        raise Failure("dead letters denied: it ended with %d, committed %s of before %s" % (code, s.committed_total(), before))
    acl(broker, "--remove", "--deny-principal", "User:wire", "--operation", "Write", "--topic", s.topic("deadletter"))
    last = s.start(None, common, right, sasl)
    s.wait_drained(60, last)
    s.judge(expect_letters=1)
    s.note("each right taken away was named, exit 1, the offset stayed; given back, it went on; the input's, taken away from a running instance, was named at once, exit 1")
    return s
