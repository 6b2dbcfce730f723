//! The older text of Prometheus (0.0.4), for whoever does not ask for OpenMetrics: `promtool check metrics` reads this
//! one alone.

use std::{collections::HashMap, fmt::Write};

/// What whoever reads the older text is told that it is.
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The same metrics in the older text. A counter is named there as its samples are, and an info is a gauge.
///
/// `openmetrics` is a text of OpenMetrics 1.0 as `prometheus-client` writes it, without units and exemplars.
pub fn text(openmetrics: &str) -> String {
    let types: HashMap<&str, &str> = described(openmetrics, "# TYPE ").collect();
    let mut plain = String::with_capacity(openmetrics.len());
    let sampled = |name: &str| match types.get(name) {
        Some(&"counter") => format!("{name}_total"),
        Some(&"info") => format!("{name}_info"),
        _ => name.to_owned(),
    };
    for line in openmetrics.lines() {
        let described = |start| line.strip_prefix(start).and_then(|rest: &str| rest.split_once(' '));
        _ = if let Some((name, help)) = described("# HELP ") {
            // Each ends with a full stop there.
            writeln!(plain, "# HELP {} {}", sampled(name), help.trim_end_matches('.'))
        } else if let Some((name, kind)) = described("# TYPE ") {
            writeln!(plain, "# TYPE {} {}", sampled(name), if kind == "info" { "gauge" } else { kind })
        } else if line.starts_with('#') {
            Ok(())
        } else {
            writeln!(plain, "{line}")
        };
    }
    plain
}

fn described<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    text.lines().filter_map(move |line| line.strip_prefix(start)?.split_once(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_infos_are_named_as_their_samples_and_nothing_else_changes() {
        let openmetrics = "# HELP a_build Which.\n# TYPE a_build info\na_build_info{version=\"1\"} 1\n\
                           # HELP a_writes Writes.\n# TYPE a_writes counter\na_writes_total 3\n\
                           # HELP a_times How long.\n# TYPE a_times histogram\na_times_bucket{le=\"1.0\"} 1\n\
                           # HELP a_waits Now.\n# TYPE a_waits gauge\na_waits 0\n# EOF\n";
        let plain = "# HELP a_build_info Which\n# TYPE a_build_info gauge\na_build_info{version=\"1\"} 1\n\
                     # HELP a_writes_total Writes\n# TYPE a_writes_total counter\na_writes_total 3\n\
                     # HELP a_times How long\n# TYPE a_times histogram\na_times_bucket{le=\"1.0\"} 1\n\
                     # HELP a_waits Now\n# TYPE a_waits gauge\na_waits 0\n";
        assert_eq!(text(openmetrics), plain);
    }
}
