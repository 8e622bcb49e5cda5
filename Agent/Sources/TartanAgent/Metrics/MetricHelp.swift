/// What `# HELP` says of the agent's metrics.
public enum MetricHelp {
    public static let texts = [
        "tartan_adds_total": "ADDs of the plugin that ended since the agent started, by outcome",
        "tartan_add_seconds": "Time of an ADD, from its first line in the journal to its answer",
        "tartan_dels_total": "Calls that detached, or tried to, that ended since the agent started, by outcome",
        "tartan_del_seconds": "Time of a call that detached",
        "tartan_attachments_total": "Attachments that ADDs tried to make, by network and outcome",
        "tartan_attached": "Attachments that there are now, by network",
        "tartan_plugin_seconds": "Time of a delegate, by its type and what it was called for",
        "tartan_plugin_failures_total": "Delegates that failed, by type and what they were called for",
        "tartan_left_over": "What the last tartanctl gc on the node could not take away, or only counts",
        "tartan_agent_store_age_seconds": "Time since the watch last was complete and current; 0 while it is",
        "tartan_agent_api_seconds": "Time until the API server began to answer, by verb, resource and status",
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
