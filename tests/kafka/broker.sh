#!/bin/sh
# A real Kafka broker on loopback, for the tests: one plain java process that is broker and controller (KRaft).
#
#   broker.sh start         makes the data folder where it is new, starts the broker, waits until it is ready, prints HOST:PORT
#   broker.sh status        prints HOST:PORT of the running broker; exit code 1 when there is none
#   broker.sh stop          ends it in good order; nothing to do is no error
#   broker.sh topics …      Kafka's own topic tool on it: topics --list, topics --create --topic NAME --partitions 3
#   broker.sh groups …      Kafka's own consumer-group tool on it: groups --describe --group NAME
#   broker.sh configs …     Kafka's own tool for settings on it: configs --alter --entity-type topics --entity-name NAME --add-config A=B
#
# BROKER_DIR  its data folder (build/kafka/broker); each folder is a broker of its own, and keeps its port
# PORT        its port, when the folder is new (a free one); the controller takes the next
# HEAP        of its JVM (256m)
#
# A server.properties that lies in the folder already is used as it is; it has to begin its advertised.listeners with PLAINTEXT.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
me=broker.sh
. "$here/env.sh"
config=$broker_dir/server.properties

# Prints the process id when this folder's broker is running. The id in the file may have passed to someone else after a crash, so the
# process must also be the one that was started with our configuration.
broker_pid()
{
    pid=$(cat "$broker_dir/pid" 2>/dev/null) || return 1
    tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF "$config" || return 1
    printf '%s\n' "$pid"
}

broker_address() { sed -n 's|^advertised.listeners=PLAINTEXT://\([^,]*\).*|\1|p' "$config"; }

free_ports()
{
    python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in held))'
}

write_config()
{
    if [ -n "${PORT:-}" ]; then
        ports="$PORT $((PORT + 1))"
    else
        ports=$(free_ports)
    fi
    cat >"$config" <<END
node.id=1
process.roles=broker,controller
listeners=PLAINTEXT://127.0.0.1:${ports% *},CONTROLLER://127.0.0.1:${ports#* }
advertised.listeners=PLAINTEXT://127.0.0.1:${ports% *}
controller.quorum.voters=1@127.0.0.1:${ports#* }
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=$broker_dir/data

# One node: everything the broker keeps for itself has one copy, and one partition, for a quick start.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.min.isr=1

# A topic that a test did not make is a fault of the test.
auto.create.topics.enable=false

# The first consumer of a group is not made to wait for others.
group.initial.rebalance.delay.ms=0

# After kill -9 a restarted broker waits until the controller has given up on its predecessor: seconds instead of 13 to 15. Shorter
# sessions end by themselves when a build takes both cores.
broker.heartbeat.interval.ms=200
broker.session.timeout.ms=3000

# The cleaner's default buffer alone is as large as the heap given here.
log.cleaner.dedupe.buffer.size=4194304
END
}

start()
{
    kafka_jars || exit 1
    mkdir -p "$broker_dir"
    # The broker inherits this lock and holds it for as long as it lives, however it ends: no second one can start on the folder.
    exec 9>"$broker_dir/lock"
    flock -n 9 || die "a broker already works on $broker_dir, and a second one would kill it; see: broker.sh status"
    [ -f "$config" ] || write_config
    if [ ! -f "$broker_dir/data/meta.properties" ]; then
        # The cluster's id is any 16 bytes in base64: "parallax-testing".
        kafka_tool kafka.tools.StorageTool format --ignore-formatted -t cGFyYWxsYXgtdGVzdGluZw -c "$config" >"$broker_dir/format.log" 2>&1 ||
            die "the data folder could not be formatted; see $broker_dir/format.log"
    fi

    : >"$broker_dir/broker.log"
    # shellcheck disable=SC2046
    java $(kafka_jvm INFO "${HEAP:-256m}") ${JVM_OPTIONS:-} "-Dlog4j.configuration=file:$here/log4j.properties" -cp "$libs/*" kafka.Kafka "$config" \
        </dev/null >>"$broker_dir/broker.log" 2>&1 &
    pid=$!
    echo "$pid" >"$broker_dir/pid"
    tries=0
    until grep -q 'Kafka Server started' "$broker_dir/broker.log"; do
        tries=$((tries + 1))
        if ! kill -0 "$pid" 2>/dev/null || [ "$tries" -gt 600 ]; then
            kill -9 "$pid" 2>/dev/null || true
            rm -f "$broker_dir/pid"
            die "the broker did not become ready; see $broker_dir/broker.log"
        fi
        sleep 0.1
    done
    broker_address
}

stop()
{
    pid=$(broker_pid) || { rm -f "$broker_dir/pid"; return 0; }
    kill "$pid"
    tries=0
    while kill -0 "$pid" 2>/dev/null; do
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ]; then
            say "the broker (process $pid) did not end within 20 seconds; it is killed" >&2
            kill -9 "$pid" 2>/dev/null || true
            break
        fi
        sleep 0.1
    done
    rm -f "$broker_dir/pid"
}

need_broker() { broker_pid >/dev/null || die "no broker works on $broker_dir; start one: broker.sh start"; }

command=${1:-}
[ $# -gt 0 ] && shift
case $command in
start) start ;;
status) broker_pid >/dev/null && broker_address ;;
stop) stop ;;
topics)
    need_broker
    kafka_tool org.apache.kafka.tools.TopicCommand --bootstrap-server "$(broker_address)" "$@"
    ;;
groups)
    need_broker
    kafka_tool org.apache.kafka.tools.consumer.group.ConsumerGroupCommand --bootstrap-server "$(broker_address)" "$@"
    ;;
configs)
    need_broker
    kafka_tool kafka.admin.ConfigCommand --bootstrap-server "$(broker_address)" "$@"
    ;;
*) die "usage: broker.sh start|status|stop|topics …|groups …|configs …" ;;
esac
