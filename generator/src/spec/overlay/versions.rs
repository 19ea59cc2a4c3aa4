//! Which versions an action is for.

use crate::source::Diagnostic;

/// The versions that an item of `x-versions` selects: a codename, or an inclusive range.
pub fn in_range(range: &str, known: &[String]) -> Result<Vec<usize>, Diagnostic> {
    let index = |name: &str| {
        known
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| Diagnostic::error(format!("unknown version `{name}` in `x-versions`")))
    };
    let (first, last) = range.split_once("..").unwrap_or((range, range));
    let first = if first.is_empty() { 0 } else { index(first)? };
    let end = if last.is_empty() {
        known.len()
    } else {
        index(last)? + 1
    };
    if first < end {
        Ok((first..end).collect())
    } else {
        let message = format!("reversed range `{range}` in `x-versions`");
        Err(Diagnostic::error(message))
    }
}

/// The shortest `x-versions` that selects the versions at these indices, in order; `None` if these
/// are all of them.
pub fn ranges(indices: &[usize], known: &[String]) -> Option<Vec<String>> {
    if indices.len() == known.len() {
        return None;
    }
    let runs = indices.chunk_by(|a, b| a + 1 == *b);
    let range = |run: &[usize]| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let (from, to) = (&known[first], &known[last]);
        match (first == 0, last + 1 == known.len()) {
            (_, true) if first < last => format!("{from}.."),
            (true, _) if first < last => format!("..{to}"),
            _ if first < last => format!("{from}..{to}"),
            _ => from.clone(),
        }
    };
    Some(runs.map(range).collect())
}

/// The same, with an open end if the last version is one of them: the next version will most likely
/// be like it.
pub fn onwards(indices: &[usize], known: &[String]) -> Option<Vec<String>> {
    let mut ranges = ranges(indices, known)?;
    if let Some(last) = ranges.last_mut()
        && Some(&*last) == known.last()
    {
        last.push_str("..");
    }
    Some(ranges)
}
