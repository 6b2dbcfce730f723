//! Tags of languages (BCP 47), as `pt-BR`.

/// Whether two tags are of one language, whatever their regions: `pt-PT` and `pt-BR` are.
pub fn same_language(one: &str, other: &str) -> bool {
    alone(one).eq_ignore_ascii_case(alone(other))
}

/// The language without its region.
fn alone(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}
