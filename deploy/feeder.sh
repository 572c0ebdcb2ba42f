#!/bin/sh
# Sends a feed to a topic, a line a record, with the console producer of the Kafka image it runs in. Waits for the topic: Parallax makes
# it. From the environment: BROKERS, TOPIC, FEED.
set -eu

tools=/opt/kafka/bin
until "$tools/kafka-topics.sh" --bootstrap-server "$BROKERS" --describe --topic "$TOPIC" >/dev/null 2>&1; do
    echo "feeder: waiting for $TOPIC on $BROKERS"
    sleep 2
done
"$tools/kafka-console-producer.sh" --bootstrap-server "$BROKERS" --topic "$TOPIC" \
    --producer-property enable.idempotence=true --producer-property acks=all <"$FEED"
echo "feeder: sent $(wc -l <"$FEED") records to $TOPIC"
