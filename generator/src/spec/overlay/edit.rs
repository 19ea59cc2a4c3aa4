//! Repairs in the text of an overlay. Comments and layout stay as they are.

use super::{
    super::{
        positions::{Position, positions},
        strict,
    },
    scalar::{self, WIDTH},
};
use crate::source::{Fix, Pointer, Repair};
use std::ops::Range;

/// The overlay after the repairs, and how many could be made. Of several repairs of one action, the
/// first is made, but members are left out one by one.
pub fn repaired(text: &str, repairs: &[&Repair]) -> (String, usize) {
    let mut repairs: Vec<_> = repairs.to_vec();
    repairs.sort_by_key(|repair| std::cmp::Reverse(repair.action));
    let omits = |repair: &Repair| matches!(repair.fix, Fix::Omit(_));
    repairs.dedup_by(|next, first| next.action == first.action && !(omits(next) && omits(first)));
    let (mut text, mut made) = (text.to_owned(), 0);
    // From the end, so that the earlier actions keep their indices.
    for repair in repairs {
        let edited = match &repair.fix {
            Fix::Omit(at) => without(&text, repair.action, at),
            fix => Item::find(&text, repair.action).map(|item| item.repaired(fix)),
        };
        if let Some(edited) = edited.filter(|edited| strict::parse(edited).is_ok()) {
            text = edited;
            made += 1;
        }
    }
    (text, made)
}

/// The overlay without a member of an update. What has no other member goes with it.
fn without(text: &str, action: usize, member: &Pointer) -> Option<String> {
    let overlay = strict::parse(text).ok()?;
    let own = Pointer::root().child("actions").index(action);
    let mut at = member.clone();
    loop {
        let around = at.parent()?;
        if around == own {
            return Item::find(text, action).map(|item| item.removed());
        }
        match overlay.pointer(around.as_str())?.as_object()?.len() {
            1 => at = around,
            _ => break,
        }
    }
    let positions = positions(text);
    let key = offset(text, *positions.first.get(at.as_str())?)?;
    let end = offset(text, positions.extents.get(at.as_str())?.1)?;
    let end = text[..end].trim_end().len();
    let line = line_start(text, key);
    if text[line..key].trim().is_empty() {
        let next = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
        let start = above_comments(text, line);
        return Some(format!("{}{}", &text[..start], &text[next..]));
    }
    // In braces, with the comma after it or, at the end, before it.
    match text[end..].trim_start().strip_prefix(',') {
        Some(rest) => Some(format!("{}{}", &text[..key], rest.trim_start())),
        None => {
            let before = text[..key].trim_end().strip_suffix(',')?;
            Some(format!("{before}{}", &text[end..]))
        }
    }
}

/// The overlay with these actions after its own, if it has any.
pub fn with_actions(text: &str, actions: &str) -> Option<String> {
    let at = Pointer::root().child("actions");
    let positions = positions(text);
    let (_, column) = *positions.first.get(at.index(0).as_str())?;
    let (_, end) = *positions.extents.get(at.as_str())?;
    let end = offset(text, end)?;
    let before = text[..end].trim_end();
    let after = text[before.len()..].trim_start_matches('\n');
    // The position of an item is that of its content, behind the dash.
    let indent = " ".repeat(column.checked_sub(3)?);
    let actions: String = actions
        .lines()
        .map(|line| format!("{indent}{line}\n"))
        .collect();
    let edited = format!("{before}\n{actions}{after}");
    strict::parse(&edited).is_ok().then_some(edited)
}

/// The overlay with another version in `info.x-versions`, if it has that list.
pub fn with_version(text: &str, name: &str) -> Option<String> {
    let at = Pointer::root().child("info").child("x-versions");
    let (_, end) = *positions(text).extents.get(at.as_str())?;
    let end = offset(text, end)?;
    let edited = match text[..end].strip_suffix(']') {
        Some(before) => format!("{before}, {name}]{}", &text[end..]),
        None => {
            let line = line_start(text, end);
            let indent = text[line..end].split('-').next()?;
            format!("{}\n{indent}- {name}{}", &text[..end], &text[end..])
        }
    };
    strict::parse(&edited).is_ok().then_some(edited)
}

/// An action in the text.
struct Item<'t> {
    text: &'t str,
    /// From the start of its first line to the end of its last one, without the line break.
    range: Range<usize>,
    /// The value of `target`.
    target: Range<usize>,
    /// `x-versions`, with its key.
    versions: Option<Range<usize>>,
    /// Whether it is written in braces.
    is_flow: bool,
    /// The column of its members.
    indent: usize,
}

impl<'t> Item<'t> {
    fn find(text: &'t str, index: usize) -> Option<Self> {
        let positions = positions(text);
        let at = Pointer::root().child("actions").index(index);
        let extent = |at: &Pointer| {
            let (start, end) = positions.extents.get(at.as_str())?;
            let (start, end) = (offset(text, *start)?, offset(text, *end)?);
            Some(start..start + text.get(start..end)?.trim_end().len())
        };
        let own = extent(&at)?;
        let line = line_start(text, own.start);
        let end = text[own.end..]
            .find('\n')
            .map_or(text.len(), |at| own.end + at);
        let versions_at = at.child("x-versions");
        let versions = extent(&versions_at).and_then(|value| {
            let key = offset(text, *positions.first.get(versions_at.as_str())?)?;
            Some(key..value.end)
        });
        // The value of a block scalar starts with its indicator, which has no position.
        let target_at = at.child("target");
        let key = offset(text, *positions.first.get(target_at.as_str())?)?;
        let colon = key + text[key..].find(':')? + 1;
        let target = colon + text[colon..].find(|c: char| !c.is_whitespace())?;
        Some(Self {
            text,
            range: line..end,
            target: target..extent(&target_at)?.end,
            versions,
            is_flow: text[own.start..].starts_with('{'),
            indent: own.start - line,
        })
    }

    /// The whole text after a repair of this action.
    fn repaired(&self, fix: &Fix) -> String {
        let target = || self.text[self.target.clone()].to_owned();
        let own = match fix {
            Fix::Remove => return self.removed(),
            // That needs the places of members.
            Fix::Omit(_) => return self.text.to_owned(),
            Fix::Limit(versions) => self.with(target(), Some(versions)),
            Fix::Widen(versions) => self.with(target(), versions.as_deref()),
            Fix::Retarget(path) => {
                let written = self.written(path);
                self.replaced([(self.target.clone(), written)])
            }
            Fix::Split(parts) => {
                let parts = parts.iter();
                let parts: Vec<_> = parts
                    .map(|(path, versions)| self.with(self.written(path), versions.as_deref()))
                    .collect();
                parts.join("\n")
            }
        };
        let Range { start, end } = self.range;
        format!("{}{own}{}", &self.text[..start], &self.text[end..])
    }

    /// The whole text without this action and the comment directly before it.
    fn removed(&self) -> String {
        let start = above_comments(self.text, self.range.start);
        let before = &self.text[..start];
        let end = (self.range.end + 1).min(self.text.len());
        let mut after = &self.text[end..];
        if before.ends_with("\n\n") {
            after = after.strip_prefix('\n').unwrap_or(after);
        }
        format!("{before}{after}")
    }

    /// The action with this target, as written, and these versions.
    fn with(&self, target: String, versions: Option<&[String]>) -> String {
        let versions = versions.map(|versions| format!("x-versions: [{}]", versions.join(", ")));
        let gap = if self.is_flow {
            ", ".to_owned()
        } else {
            format!("\n{}", " ".repeat(self.indent))
        };
        match (&self.versions, versions) {
            (Some(old), Some(new)) => {
                self.replaced([(self.target.clone(), target), (old.clone(), new)])
            }
            (Some(old), None) => {
                // With the comma or the line break before it.
                let before = self.text[..old.start]
                    .trim_end()
                    .trim_end_matches(',')
                    .len();
                self.replaced([
                    (self.target.clone(), target),
                    (before..old.end, String::new()),
                ])
            }
            (None, Some(new)) => {
                let target = format!("{target}{gap}{new}");
                self.replaced([(self.target.clone(), target)])
            }
            (None, None) => self.replaced([(self.target.clone(), target)]),
        }
    }

    /// The lines of this action with these parts replaced.
    fn replaced(&self, parts: impl IntoIterator<Item = (Range<usize>, String)>) -> String {
        let mut parts: Vec<_> = parts.into_iter().collect();
        parts.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut own = self.text[self.range.clone()].to_owned();
        let first = self.range.start;
        for (range, text) in parts {
            own.replace_range(range.start - first..range.end - first, &text);
        }
        own
    }

    /// A target as a YAML scalar in the place of the old one. Lines are folded, unless the action
    /// already has longer ones.
    fn written(&self, path: &str) -> String {
        if self.is_flow {
            let needs_quotes = path.contains([',', '[', ']', '{', '}', '\'', '#']);
            return if needs_quotes {
                scalar::quoted(path)
            } else {
                path.to_owned()
            };
        }
        let lines = self.text[self.range.clone()].lines();
        let width = lines.map(str::len).max().unwrap_or_default().max(WIDTH);
        scalar::target(path, self.indent + 2, width)
    }
}

/// The start of the line of a byte.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The start of the comment directly before the line that starts here, or of the line. A comment
/// with a rule is about more than what follows it.
fn above_comments(text: &str, mut start: usize) -> usize {
    while let Some(before) = text[..start].strip_suffix('\n') {
        let line = line_start(before, before.len());
        if !before[line..].trim_start().starts_with('#') || before[line..].contains("---") {
            break;
        }
        start = line;
    }
    start
}

/// The byte of a line and a column.
fn offset(text: &str, (line, column): Position) -> Option<usize> {
    let mut start = 0;
    for _ in 1..line {
        start += text[start..].find('\n')? + 1;
    }
    let rest = &text[start..];
    let mut chars = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    chars.nth(column - 1).map(|at| start + at)
}
