//! The line and column of every node of a text.

use super::strict;
use crate::source::Pointer;
use saphyr_parser::{Event, Parser, Span};
use std::{
    borrow::Cow,
    collections::{HashMap, hash_map::Entry},
};

/// A line and a column.
pub type Position = (usize, usize);

/// Line and column of every node by its pointer, as far as a broken text can be parsed.
#[derive(Debug, Default)]
pub struct Positions {
    /// The first place of each node; its key, if it has one.
    pub first: HashMap<String, Position>,
    /// The start and the end of the value of each node.
    pub extents: HashMap<String, (Position, Position)>,
    /// Duplicate keys.
    pub duplicates: Vec<(Pointer, (usize, usize))>,
}

/// Reads `text` as far as it can be parsed.
pub fn positions(text: &str) -> Positions {
    let text = if strict::is_json(text) {
        without_surrogates(text)
    } else {
        Cow::Borrowed(text)
    };
    let mut walk = Walk::default();
    for event in Parser::new_from_str(&text) {
        match event {
            Ok((event, span)) => walk.step(&event, span),
            Err(_) => break,
        }
    }
    walk.positions
}

/// JSON escapes can be surrogate pairs such as `\ud83d\ude00`, which YAML does not have: they are
/// replaced by valid escapes of the same length.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut masked = None;
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        if matches!(
            bytes.get(at + 1..at + 4),
            Some([b'u', b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F'])
        ) {
            masked
                .get_or_insert_with(|| text.to_owned())
                .replace_range(at + 2..at + 4, "00");
        }
        at += 2;
    }
    masked.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The containers that are open while walking over parser events.
#[derive(Default)]
struct Walk {
    positions: Positions,
    open: Vec<Container>,
    /// The end of the last token.
    end: Position,
}

enum Container {
    Mapping { at: Pointer, key: Option<Pointer> },
    Sequence { at: Pointer, next: usize },
}

impl Walk {
    fn step(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => self.scalar(text, span),
            Event::Alias(_) => {
                let at = self.enter(span);
                self.leave(&at, span);
            }
            Event::MappingStart(..) => {
                let at = self.enter(span);
                self.open.push(Container::Mapping { at, key: None });
            }
            Event::SequenceStart(..) => {
                let at = self.enter(span);
                self.open.push(Container::Sequence { at, next: 0 });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(Container::Mapping { at, .. } | Container::Sequence { at, .. }) =
                    self.open.pop()
                {
                    self.leave(&at, span);
                }
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: &str, span: Span) {
        if let Some(Container::Mapping {
            at,
            key: key @ None,
        }) = self.open.last_mut()
        {
            let child = at.child(text);
            match self.positions.first.entry(child.as_str().to_owned()) {
                Entry::Vacant(entry) => {
                    entry.insert(position(span));
                }
                Entry::Occupied(_) => self
                    .positions
                    .duplicates
                    .push((child.clone(), position(span))),
            }
            *key = Some(child);
        } else {
            let at = self.enter(span);
            self.leave(&at, span);
        }
    }

    /// The pointer of the value that starts here.
    fn enter(&mut self, span: Span) -> Pointer {
        let at = match self.open.last_mut() {
            None => Pointer::root(),
            Some(Container::Mapping { key, at }) => key.take().unwrap_or_else(|| at.clone()),
            Some(Container::Sequence { at, next }) => {
                *next += 1;
                at.index(*next - 1)
            }
        };
        self.positions
            .first
            .entry(at.as_str().to_owned())
            .or_insert_with(|| position(span));
        let extent = (position(span), position(span));
        self.positions
            .extents
            .insert(at.as_str().to_owned(), extent);
        at
    }

    /// The value at this pointer ends. Containers in block style end with what is in them.
    fn leave(&mut self, at: &Pointer, span: Span) {
        if !span.is_empty() {
            self.end = (span.end.line(), span.end.col() + 1);
        }
        if let Some((_, end)) = self.positions.extents.get_mut(at.as_str()) {
            *end = self.end;
        }
    }
}

fn position(span: Span) -> Position {
    (span.start.line(), span.start.col() + 1)
}
