# operations.sh: the case of those who run it: probes, metrics, a standby that takes over, a broker that goes, topics set wrongly. To be
# sourced by run.sh, whose functions it uses.

# Any python3 here with Prometheus' parser.
metrics_python()
{
    for python in python3 /usr/bin/python3; do
        ! "$python" -c 'import prometheus_client.parser' 2>/dev/null || { echo "$python"; return 0; }
    done
    return 1
}

# usage: admin_of LOG: where that instance serves
admin_of() { sed -n 's|.*\(http://127\.0\.0\.1:[0-9]*\)/metrics.*|\1|p' "$1" | head -n 1; }

# usage: health PATH ADMIN: the status
health() { curl -s -o "$case_dir/health" -w '%{http_code}' -m 5 "$2/health/$1" || true; }

is_ready() { [ "$(health ready "$1")" = 200 ]; }
is_unready() { [ "$(health ready "$1")" = 503 ]; }

# usage: says_metrics ADMIN SAMPLE=VALUE…
says_metrics() { url=$1 && shift && "$python" "$here/exposition.py" "$url/metrics" "$@"; }

start_standby()
{
    "$parallax" run --brokers "$broker" --admin-listen 127.0.0.1:0 >"$case_dir/standby.log" 2>&1 &
    standby=$!
    sketching="$sketching $standby"
    wait_for 30 "the standby's endpoint" test -n "$(sleep 1; admin_of "$case_dir/standby.log")"
    other=$(admin_of "$case_dir/standby.log")
}

broker_goes_and_comes()
{
    kill -9 "$(cat "$BROKER_DIR/pid")"
    wait_for 30 "the owner to say that no broker is there" is_unready "$admin"
    [ "$(health live "$admin")" = 200 ] || fail "without a broker the instance is not live, though no restart would help"
    sh "$here/broker.sh" start >/dev/null
    wait_for 90 "the owner to be ready again" is_ready "$admin"
    say "a broker that goes is seen, and that it comes back"
}

standby_takes_over()
{
    start_standby
    wait_for 60 "a standby that follows" is_ready "$other"
    grep -q 'standing by' "$case_dir/health" || fail "the standby says: $(cat "$case_dir/health")"
    says_metrics "$other" 'parallax_state_owner=0' 'parallax_restore_done=0' || fail "the standby's metrics"
    stop_parallax
    running=$standby
    wait_for 60 "the standby to own the state" says_metrics "$other" 'parallax_state_owner=1' 'parallax_restore_done=1' 'parallax_phase{phase="working"}=1'
    [ "$(curl -s "$other/metrics" | awk '/^parallax_restore_records_(read|expected) / && $2 > 100 { print $2 }' | uniq | wc -l)" -eq 1 ] ||
        fail "the standby does not say what it restored"
    sketching=
    stop_parallax
    say "a standby says that it follows, then that it has taken over"
}

# usage: alter TOPIC SETTING=VALUE
alter() { sh "$here/broker.sh" configs --alter --entity-type topics --entity-name "$1" --add-config "$2" >/dev/null 2>&1; }

wrong_topic_settings_are_told()
{
    alter wire.stories max.message.bytes=1000
    alter parallax.changelog min.compaction.lag.ms=0
    timeout 60 "$parallax" run --brokers "$broker" --until-idle 1 --guarantee at_least_once >"$case_dir/parallax.log" 2>&1 || fail "warnings only, and it ended"
    { log_says "wire.stories takes records of 1000 bytes" && log_says "min.compaction.lag.ms=3600000"; } || fail "wrong settings are not told"
    alter parallax.changelog cleanup.policy=delete
    code=0
    timeout 60 "$parallax" run --brokers "$broker" --until-idle 1 >"$case_dir/parallax.log" 2>&1 || code=$?
    { [ "$code" -eq 1 ] && log_says "has cleanup.policy=delete and must have compact"; } || fail "a changelog that is deleted was taken (exit code $code)"
    say "topics that are set wrongly are told, with the command that mends them"
}

case_operations()
{
    python=$(metrics_python) || { say "operations: left out, python3-prometheus-client is not here"; return 0; }
    command -v curl >/dev/null 2>&1 || { say "operations: left out, curl is not here"; return 0; }
    begin operations
    start_parallax --admin-listen 127.0.0.1:0
    admin=$(admin_of "$case_dir/parallax.log")
    wait_for 60 "an owner that is ready" is_ready "$admin"
    send_feed "$sample"
    write_broken "$case_dir/broken"
    send_broken "$case_dir/broken"
    wait_for 60 "$sent answers" all_answered
    sleep 1
    says_metrics "$admin" "parallax_records_total=$sent" 'parallax_records_total{outcome="dead_letter"}=9' 'parallax_input_lag_records=0' \
        "parallax_batch_records_sum=$sent" 'parallax_state_owner=1' 'parallax_ready=1' || fail "the metrics are not what was done"
    broker_goes_and_comes
    standby_takes_over
    wrong_topic_settings_are_told
    end
}
