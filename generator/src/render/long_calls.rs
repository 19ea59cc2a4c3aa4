//! Long calls: the pretty printer breaks them before the method and within the type that they name,
//! where rustfmt breaks them between the arguments.

/// The columns of an indentation.
const INDENT: &str = "    ";

/// Lays out such calls in lines of this width.
pub fn mended(printed: &str, width: usize) -> String {
    let mut laid = Vec::new();
    let mut lines = printed.lines().peekable();
    while let Some(line) = lines.next() {
        let is_open = line.ends_with("::<") && !line.trim_start().starts_with("//");
        let ty = lines.peek().and_then(|ty| ty.trim().strip_suffix(','));
        let Some(ty) = ty.filter(|_| is_open) else {
            laid.push(line.to_owned());
            continue;
        };
        lines.next();
        let margin = margin(line);
        let end = lines.peek().and_then(|end| end.trim().strip_prefix(">("));
        let Some((arguments, after)) = end.and_then(arguments) else {
            laid.extend([line.to_owned(), format!("{margin}{INDENT}{ty},")]);
            continue;
        };
        lines.next();
        let head = format!("{line}{ty}>(");
        let whole = format!("{head}{}){after}", arguments.join(", "));
        // On the line of `self.0`, it begins behind that instead of an indentation.
        if whole.chars().count() + "self.0".len() - INDENT.len() <= width {
            laid.push(whole);
            continue;
        }
        laid.push(head);
        laid.extend(arguments.iter().map(|it| format!("{margin}{INDENT}{it},")));
        laid.push(format!("{margin}){after}"));
    }
    let mut text = rejoined(laid).join("\n");
    text.push('\n');
    text
}

/// Puts a method of `self.0` on its line.
fn rejoined(lines: Vec<String>) -> Vec<String> {
    let mut laid: Vec<String> = Vec::new();
    // Where the call ends whose lines move to the left.
    let mut end: Option<String> = None;
    for line in lines {
        if let Some(close) = &end {
            let is_end = line.starts_with(close);
            laid.push(line.strip_prefix(INDENT).unwrap_or(&line).to_owned());
            end = end.filter(|_| !is_end);
        } else if let [.., owner, field] = laid.as_slice()
            && (owner.trim(), field.trim()) == ("self", ".0")
        {
            let joined = format!("{owner}.0{}", line.trim());
            let is_open = line.ends_with('(');
            end = is_open.then(|| format!("{})", margin(&line)));
            laid.truncate(laid.len() - 2);
            laid.push(joined);
        } else {
            laid.push(line);
        }
    }
    laid
}

fn margin(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

/// The arguments of a call whose opening parenthesis is before `text`, and what is behind it;
/// `None` if it goes on in the next line.
fn arguments(text: &str) -> Option<(Vec<&str>, &str)> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    let (mut in_string, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => {
                found.push(text[start..at].trim());
                return Some((found, &text[at + 1..]));
            }
            ')' | ']' | '}' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const BROKEN: &str = "    self\n        .0\n        .query::<\n            A,\n        \
                          >(\"a, (\\\"\", f(b, c), d),\n";

    #[test]
    fn a_call_is_broken_between_its_arguments() {
        assert_eq!(
            mended(BROKEN, 40),
            "    self.0.query::<A>(\n        \"a, (\\\"\",\n        f(b, c),\n        d,\n    ),\n"
        );
    }

    #[test]
    fn a_call_that_fits_is_one_line() {
        assert_eq!(
            mended(BROKEN, 60),
            "    self.0.query::<A>(\"a, (\\\"\", f(b, c), d),\n"
        );
    }

    #[test]
    fn everything_else_stays() {
        for code in ["// a::<\n    b,\n>(c)\n", "a::<\n    b,\n>::new()\n", "a\n"] {
            assert_eq!(mended(code, 80), code);
        }
    }
}
