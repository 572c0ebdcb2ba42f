#!/bin/sh
# What a topic holds, as Kafka's own console consumer reads it: committed records only, from the beginning, until nothing more has
# come for a while. Each record is its timestamp, partition, offset, headers, key and value.
#
#   consume.sh HOST:PORT TOPIC             for people: tabs between the fields, a line a record
#   consume.sh --records HOST:PORT TOPIC   for check.py: fields, headers and records parted by control characters (0x1f, 0x1d, 0x1e),
#                                          which no JSON text holds unescaped
#
# WAIT_MS  how long nothing must come (5000)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
me=consume.sh
. "$here/env.sh"

fields=$(printf '\t') headers=, records='
'
if [ "${1:-}" = --records ]; then
    shift
    fields=$(printf '\037') headers=$(printf '\035') records=$(printf '\036')
fi
[ $# -eq 2 ] || die "usage: consume.sh [--records] HOST:PORT TOPIC"
kafka_jars || exit 1

kafka_tool org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server "$1" --topic "$2" \
    --isolation-level read_committed --from-beginning --timeout-ms "${WAIT_MS:-5000}" \
    --property print.timestamp=true --property print.partition=true --property print.offset=true \
    --property print.headers=true --property print.key=true \
    --property "key.separator=$fields" --property "headers.separator=$headers" --property "line.separator=$records"
