//! Figures and durations as apps write them.

/// A figure, with a dot or a comma; `None` for words, and for what no scale holds.
pub fn decimal(text: &str) -> Option<f64> {
    let text = text.trim().replace('\u{2212}', "-").replace(',', ".");
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    text.parse().ok().filter(|figure: &f64| plain && figure.abs() < 1e15)
}

/// A figure without decimals.
pub fn whole(text: &str) -> Option<i32> {
    let figure = decimal(text).filter(|figure| figure.fract() == 0.0 && figure.abs() < 1e9)?;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below a billion")]
    Some(figure as i32)
}

/// Hours of `h:mm` or `h:mm:ss`.
pub fn duration(text: &str) -> Option<f64> {
    let parts: Vec<u32> = text.trim().split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes] => (*hours, *minutes, 0),
        [hours, minutes, seconds] => (*hours, *minutes, *seconds),
        _ => return None,
    };
    (hours < 10_000 && minutes < 60 && seconds < 60)
        .then(|| f64::from(hours) + f64::from(minutes) / 60.0 + f64::from(seconds) / 3600.0)
}
