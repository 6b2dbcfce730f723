//! Reads what a document names: its links, what is in code style, and the commands of its shell blocks.

/// A document without its blocks of code, and the lines of those that are for a shell.
struct Parts {
    paragraphs: Vec<String>,
    shell: Vec<String>,
}

fn parts(text: &str) -> Parts {
    let mut parts = Parts { paragraphs: vec![String::new()], shell: Vec::new() };
    let mut block: Option<&str> = None;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            block = if block.is_some() { None } else { Some(language) };
            parts.paragraphs.push(String::new());
        } else if block == Some("sh") {
            match parts.shell.last_mut().filter(|before| before.ends_with('\\')) {
                Some(before) => *before = before.trim_end_matches('\\').to_owned() + line,
                None => parts.shell.push(line.to_owned()),
            }
        } else if block.is_none() {
            if line.is_empty() {
                parts.paragraphs.push(String::new());
            } else if let Some(paragraph) = parts.paragraphs.last_mut() {
                *paragraph += line;
                paragraph.push(' ');
            }
        }
    }
    parts
}

/// Everything in code style, outside of blocks.
pub fn spans(text: &str) -> Vec<String> {
    let paragraphs = parts(text).paragraphs;
    paragraphs.iter().flat_map(|paragraph| paragraph.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// The lines of shell blocks, and what is in code style elsewhere: whatever may hold a command.
pub fn code(text: &str) -> Vec<String> {
    let shell = parts(text).shell;
    let lines = shell.iter().map(|line| line.split_once(" # ").map_or(line.as_str(), |(line, _)| line).to_owned());
    lines.chain(spans(text)).collect()
}

/// The commands of a line, each as its words.
pub fn commands(line: &str) -> Vec<Vec<String>> {
    let mut commands = vec![vec![String::new()]];
    let mut quote = None;
    for letter in line.chars() {
        let command = commands.last_mut().unwrap();
        match letter {
            '\'' | '"' if quote == Some(letter) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(letter),
            '&' | '|' | ';' | '(' | ')' | '<' | '>' if quote.is_none() => commands.push(vec![String::new()]),
            letter if letter.is_whitespace() && quote.is_none() => command.push(String::new()),
            letter => command.last_mut().unwrap().push(letter),
        }
    }
    for command in &mut commands {
        command.retain(|word| !word.is_empty());
        // Before the command itself: variables, and commands that run another one.
        let is_before = |word: &String| ["sudo", "tests/with_postgres"].contains(&word.as_str()) || is_variable(word);
        let before = command.iter().take_while(|word| is_before(word)).count();
        command.drain(..before);
    }
    commands.retain(|command| !command.is_empty());
    commands
}

fn is_variable(word: &str) -> bool {
    let named = |(name, _): (&str, &str)| name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
    word.split_once('=').is_some_and(named)
}

/// Where links lead that do not lead to another site: a path, and a heading there.
pub fn links(text: &str) -> Vec<(String, String)> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let inside = links.filter(|link| !link.contains("://"));
    inside.map(|link| link.split_once('#').unwrap_or((link, ""))).map(|(path, at)| (path.into(), at.into())).collect()
}

/// The names of a document's headings, as links say them.
pub fn headings(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let kept = |letter: &char| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter);
    headings.map(|line| line.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")).collect()
}

/// A word that stands for another one, as `FILE`.
pub fn is_placeholder(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_')
}
