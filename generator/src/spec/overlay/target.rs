//! The target of an action: a JSONPath, segment by segment.
//!
//! The library evaluates each segment. Between segments, references are followed, and it is known
//! which of the names in a selector have led somewhere.

use serde_json::Value;
use serde_json_path::JsonPath;
use std::fmt;

/// A target.
#[derive(Clone, Debug)]
pub struct Target {
    segments: Vec<Segment>,
}

/// One step down the document.
#[derive(Clone, Debug)]
pub struct Segment {
    /// As written, for example `['/books', '/loans']`.
    text: String,
    /// A path of this segment only.
    pub path: JsonPath,
    /// The names it selects, if it selects by name.
    pub names: Vec<String>,
    /// Whether it selects at any depth.
    pub descends: bool,
}

impl Target {
    /// Parses a JSONPath (RFC 9535).
    pub fn parse(text: &str) -> Result<Self, String> {
        JsonPath::parse(text).map_err(|error| error.to_string())?;
        let mut segments = Vec::new();
        let mut rest = text.strip_prefix('$').unwrap_or(text).trim_start();
        while !rest.is_empty() {
            let (segment, after) = rest.split_at(segment_length(rest));
            segments.push(Segment::parse(segment.trim_end())?);
            rest = after.trim_start();
        }
        Ok(Self { segments })
    }

    /// The segments, from the root down.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The first `length` segments.
    pub fn prefix(&self, length: usize) -> Self {
        let segments = self.segments[..length].to_vec();
        Self { segments }
    }

    /// The same target with these names in one segment.
    pub fn with_names(&self, segment: usize, names: &[String]) -> Self {
        let mut target = self.clone();
        target.segments[segment] = self.segments[segment].with_names(names);
        target
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        self.segments
            .iter()
            .try_for_each(|segment| f.write_str(&segment.text))
    }
}

impl Segment {
    fn parse(text: &str) -> Result<Self, String> {
        let descends = text.starts_with("..");
        let selectors = text.trim_start_matches('.');
        let names = match selectors.strip_prefix('[') {
            Some(selectors) => quoted(selectors.trim_end_matches(']')),
            None if selectors == "*" => Vec::new(),
            None => vec![selectors.to_owned()],
        };
        if names.is_empty() && outside_quotes(text).any(|(_, c)| c == '$') {
            return Err("unsupported `$` in a filter".to_owned());
        }
        let path = JsonPath::parse(&format!("${text}")).map_err(|error| error.to_string())?;
        Ok(Self {
            text: text.to_owned(),
            path,
            names,
            descends,
        })
    }

    fn with_names(&self, names: &[String]) -> Self {
        let dots = if self.descends { ".." } else { "" };
        let quoted: Vec<_> = names.iter().map(|name| quote(name)).collect();
        let text = match names {
            [name] if is_plain(name) => format!("{}{name}", if self.descends { ".." } else { "." }),
            _ => format!("{dots}[{}]", quoted.join(", ")),
        };
        Self {
            path: JsonPath::parse(&format!("${text}")).unwrap_or_else(|_| self.path.clone()),
            names: names.to_vec(),
            text,
            descends: self.descends,
        }
    }
}

/// Whether a name can be written without quotes.
pub fn is_plain(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A name in quotes.
pub fn quote(name: &str) -> String {
    format!("'{}'", name.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// The length of the first segment of a valid path.
fn segment_length(text: &str) -> usize {
    let start = text.len() - text.trim_start_matches('.').len();
    let mut depth = 0_usize;
    for (at, c) in outside_quotes(text) {
        match c {
            '[' if depth == 0 && at > start => return at,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            '.' if depth == 0 && at >= start => return at,
            _ => {}
        }
    }
    text.len()
}

/// The characters that are not in a quoted string.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    let mut escaped = false;
    text.char_indices().filter(move |(_, c)| {
        let was_quoted = quote.is_some();
        match (quote, *c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(*c),
            _ => {}
        }
        !was_quoted && quote.is_none()
    })
}

/// The names of a list of quoted names; empty if there is anything else in it.
fn quoted(list: &str) -> Vec<String> {
    let commas = outside_quotes(list).filter(|(_, c)| *c == ',');
    let ends = commas.map(|(at, _)| at).chain([list.len()]);
    let mut start = 0;
    let names = ends.map(|end| {
        let item = list[start..end].trim();
        start = end + 1;
        unquoted(item)
    });
    names.collect::<Option<_>>().unwrap_or_default()
}

fn unquoted(item: &str) -> Option<String> {
    let json = match item.strip_prefix('\'') {
        Some(rest) => {
            let text = rest.strip_suffix('\'')?;
            format!("\"{}\"", text.replace("\\'", "'").replace('"', "\\\""))
        }
        None => item.to_owned(),
    };
    match serde_json::from_str(&json) {
        Ok(Value::String(name)) => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_split_into_segments() {
        let text = "$.paths['/a.b', \"/c]\"].get..[?@.enum[?@ == 'x.y']].*..properties['it\\'s']";
        let target = Target::parse(text).unwrap();
        let segments: Vec<_> = target
            .segments()
            .iter()
            .map(|segment| (segment.text.as_str(), segment.names.join(" ")))
            .collect();
        let expected = [
            (".paths", "paths"),
            ("['/a.b', \"/c]\"]", "/a.b /c]"),
            (".get", "get"),
            ("..[?@.enum[?@ == 'x.y']]", ""),
            (".*", ""),
            ("..properties", "properties"),
            ("['it\\'s']", "it's"),
        ];
        assert_eq!(
            segments,
            expected.map(|(text, names)| (text, names.to_owned()))
        );
        assert_eq!(target.to_string(), text);
    }
}
