# env.sh: what the scripts around the test broker share: where its jars are, and how its Java programs are run. To be sourced by a
# POSIX sh that has set `here` to this folder and `me` to its own name.

root=$(cd "$here/../.." && pwd)
. "$root/deploy/lib.sh"
# Another version of Kafka has its jars in a folder of its own.
kafka_version=${KAFKA_VERSION:-3.9.2}
libs=$root/build/kafka/libs
[ "$kafka_version" = 3.9.2 ] || libs=$libs-$kafka_version
broker_dir=${BROKER_DIR:-$root/build/kafka/broker}

# Sees to it that build/kafka/libs holds the jars that pom.xml asks for. A copy of the pom beside them tells a whole set from a part.
kafka_jars()
{
    cmp -s "$here/pom.xml" "$libs/pom.xml" && return 0
    command -v java >/dev/null 2>&1 || { say "no java here: install default-jre-headless" >&2; return 1; }
    command -v mvn >/dev/null 2>&1 || { say "no mvn here to fetch Kafka with: install maven" >&2; return 1; }
    rm -rf "$libs"
    mkdir -p "$libs"
    if ! mvn -B -q -f "$here/pom.xml" dependency:copy-dependencies "-Dkafka.version=$kafka_version" "-DoutputDirectory=$libs" >"$libs/mvn.log" 2>&1; then
        tail -n 5 "$libs/mvn.log" >&2
        say "Maven could not fetch Kafka's jars (its words are in $libs/mvn.log); see that Maven Central can be reached" >&2
        return 1
    fi
    cp "$here/pom.xml" "$libs/pom.xml"
}

# Prints the options of a small, quickly started JVM, one that compiles little: these programs live for seconds.
# usage: kafka_jvm LOG_LEVEL HEAP
kafka_jvm() { printf '%s ' "-Xmx$2" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto "-Dtest.log.level=$1"; }

# Runs one of Kafka's own programs.
kafka_tool()
{
    # The options are a list: they are split on purpose.
    # shellcheck disable=SC2046
    java $(kafka_jvm WARN 128m) "-Dlog4j.configuration=file:$here/log4j.properties" -cp "$libs/*" "$@"
}
