/// What `# HELP` says of the agent's metrics.
public enum MetricHelp {
    public static let texts = [
        "tartan_agent_watch_current": "1 while the watch is connected and complete, 0 while it fails",
        "tartan_agent_watch_restarts_total": "Times that a watch had to be begun again after a failure",
        "tartan_agent_store_writes_total": "Objects that a watch wrote into the store or removed from it",
        "tartan_agent_objects_refused": "Objects of the cluster that can't be used, as /readyz tells one by one",
        "tartan_agent_problem": "1 while something beside the watches doesn't work, as /readyz tells",
        "tartan_agent_events_total": "Events written, counted anew, or known to the API server already",
        "tartan_agent_events_dropped_total": "Events that nobody gets to see, by reason",
        "tartan_agent_outbox_entries": "Network statuses that wait to be published",
        "tartan_agent_status_total": "Tries to publish a network status, by outcome",
        "tartan_agent_question_seconds": "Time to answer a plugin's question",
    ]
}
