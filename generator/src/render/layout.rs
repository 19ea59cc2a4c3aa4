//! The layout of a file. The pretty printer inserts no blank lines; blank lines between items,
//! imports, macros and long lines are laid out here in the style of rustfmt.

use super::{imports, long_calls};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::mem::take;
use syn::{Expr, ImplItem, Item, ItemConst, ItemMod, ItemUse, Macro, parse_quote};

/// The columns of a line.
pub const WIDTH: usize = 100;

/// A placeholder for text that is laid out here, until the rest is printed.
const MARKER: &str = "__layout!(";

/// Prints a file.
pub fn print(tokens: TokenStream) -> syn::Result<String> {
    let mut file: syn::File = syn::parse2(tokens)?;
    let mut layout = Layout::default();
    let begins = !file.attrs.is_empty() && !file.items.is_empty();
    let start = begins.then(|| Item::Macro(layout.marker(String::new())));
    let items = layout.items(take(&mut file.items), 0);
    file.items = start.into_iter().chain(items).collect();
    let printed = long_calls::mended(&prettyplease::unparse(&file), WIDTH);
    Ok(layout.fill(&printed))
}

/// The texts that markers stand for, by number.
#[derive(Default)]
struct Layout(Vec<String>);

/// Items without blank lines between them.
#[derive(PartialEq)]
enum Run {
    Modules,
    Imports(String),
}

fn run(item: &Item) -> Option<Run> {
    match item {
        Item::Mod(module) if module.content.is_none() => Some(Run::Modules),
        Item::Use(import) if import.attrs.is_empty() => {
            Some(Run::Imports(import.vis.to_token_stream().to_string()))
        }
        _ => None,
    }
}

impl Layout {
    fn marker(&mut self, text: String) -> syn::ItemMacro {
        let number = self.0.len();
        self.0.push(text);
        parse_quote!(__layout!(#number);)
    }

    /// Separates items by blank lines; modules and imports are grouped and sorted.
    fn items(&mut self, items: Vec<Item>, depth: usize) -> Vec<Item> {
        let mut laid = Vec::new();
        let mut items = items.into_iter().peekable();
        while let Some(item) = items.next() {
            if !laid.is_empty() {
                laid.push(Item::Macro(self.marker(String::new())));
            }
            let Some(kind) = run(&item) else {
                laid.push(self.item(item, depth));
                continue;
            };
            let mut together = vec![item];
            while let Some(next) = items.next_if(|next| run(next).as_ref() == Some(&kind)) {
                together.push(next);
            }
            match kind {
                Run::Modules => {
                    together.sort_by_key(|item| match item {
                        Item::Mod(ItemMod { ident, .. }) => {
                            ident.to_string().trim_start_matches("r#").to_owned()
                        }
                        _ => String::new(),
                    });
                    laid.extend(together);
                }
                Run::Imports(_) => {
                    let uses = together.into_iter().filter_map(|item| match item {
                        Item::Use(import) => Some(import),
                        _ => None,
                    });
                    laid.push(self.imports(uses.collect(), depth));
                }
            }
        }
        laid
    }

    fn imports(&mut self, uses: Vec<ItemUse>, depth: usize) -> Item {
        let width = WIDTH - indent(depth).len();
        Item::Macro(self.marker(imports::merged(&uses, width)))
    }

    fn item(&mut self, item: Item, depth: usize) -> Item {
        match item {
            Item::Mod(mut module) => {
                if let Some((_, items)) = &mut module.content {
                    *items = self.items(take(items), depth + 1);
                }
                Item::Mod(module)
            }
            Item::Impl(mut block) => {
                let mut items = Vec::new();
                for item in take(&mut block.items) {
                    if !items.is_empty() {
                        let marker = self.marker(String::new());
                        items.push(ImplItem::Macro(syn::ImplItemMacro {
                            attrs: Vec::new(),
                            mac: marker.mac,
                            semi_token: marker.semi_token,
                        }));
                    }
                    items.push(item);
                }
                block.items = items;
                Item::Impl(block)
            }
            Item::Macro(invoked) => {
                let text = macro_text(&invoked.mac, WIDTH - indent(depth).len());
                let mut marker = self.marker(text);
                marker.attrs = invoked.attrs;
                Item::Macro(marker)
            }
            Item::Const(mut constant) if matches!(*constant.expr, Expr::Call(_)) => {
                let attributes = take(&mut constant.attrs);
                let text = const_text(constant, WIDTH - indent(depth).len());
                let mut marker = self.marker(text);
                marker.attrs = attributes;
                Item::Macro(marker)
            }
            item => item,
        }
    }

    /// The printed file, with the texts in place of their markers.
    fn fill(&self, printed: &str) -> String {
        let mut filled = String::with_capacity(printed.len() + printed.len() / 16);
        for line in printed.lines() {
            let code = line.trim_start();
            let margin = &line[..line.len() - code.len()];
            let number = code.strip_prefix(MARKER).and_then(|rest| {
                let digits = rest.find(|c: char| !c.is_ascii_digit())?;
                rest[..digits].parse::<usize>().ok()
            });
            match number.and_then(|number| self.0.get(number)) {
                Some(text) if text.is_empty() => filled.push('\n'),
                Some(text) => {
                    for line in text.lines() {
                        push(&mut filled, &format!("{margin}{line}"));
                    }
                }
                None => push(&mut filled, line),
            }
        }
        filled
    }
}

fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}

/// Adds a line; a string that is too long is continued on the next one.
fn push(text: &mut String, line: &str) {
    let mut line = line.to_owned();
    let mut margin = None;
    while let Some((first, rest, start)) = split_string(&line, margin) {
        text.push_str(&first);
        text.push_str("\\\n");
        line = format!("{}{rest}", " ".repeat(start));
        margin = Some(start);
    }
    text.push_str(&line);
    text.push('\n');
}

/// Splits a line at a space of the string that is too long, with the column where the string
/// starts. `open` is that column for a string that started on a previous line.
fn split_string(line: &str, mut open: Option<usize>) -> Option<(String, String, usize)> {
    if line.chars().count() <= WIDTH || line.trim_start().starts_with("//") {
        return None;
    }
    let mut escaped = false;
    let mut space = None;
    for (column, (at, c)) in line.char_indices().enumerate().take(WIDTH - 1) {
        match (open, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(_), '"') => (open, space) = (None, None),
            (None, '"') => open = Some(column + 1),
            // The compiler skips leading spaces of the next line.
            (Some(start), ' ') if column > start && !line[at + 1..].starts_with(' ') => {
                space = Some(at + 1);
            }
            _ => {}
        }
    }
    let (first, rest) = line.split_at(space?);
    Some((first.to_owned(), rest.to_owned(), open?))
}

/// A constant that is initialised by a call: on one line, or with the call on the next one.
fn const_text(constant: ItemConst, width: usize) -> String {
    let ItemConst {
        vis,
        ident,
        ty,
        expr,
        ..
    } = constant;
    let (call, ty) = (spell(quote!(#expr)), spell(quote!(#ty)));
    let left = format!("{} const {ident}: {ty} =", spell(quote!(#vis)));
    let left = left.trim_start();
    let line = format!("{left} {call};");
    if line.chars().count() <= width {
        line
    } else {
        format!("{left}\n{}{call};", indent(1))
    }
}

/// A macro: on one line, or with each entry of its braces on a separate line.
fn macro_text(invoked: &Macro, width: usize) -> String {
    let path = spell(invoked.path.to_token_stream());
    let body = spell(invoked.tokens.clone());
    let line = format!("{path}!({body});");
    let parts: Vec<TokenTree> = invoked.tokens.clone().into_iter().collect();
    match parts.as_slice() {
        [name @ .., TokenTree::Group(group)]
            if group.delimiter() == Delimiter::Brace && line.chars().count() > width =>
        {
            let name = spell(name.iter().cloned().collect());
            let mut lines = format!("{path}!({name} {{\n");
            for entry in entries(group.stream()) {
                lines.push_str(&format!("{}{entry},\n", indent(1)));
            }
            lines.push_str("});");
            lines
        }
        _ => line,
    }
}

/// The entries between commas.
fn entries(tokens: TokenStream) -> Vec<String> {
    let mut entries = vec![TokenStream::new()];
    for token in tokens {
        let ends = matches!(&token, TokenTree::Punct(comma) if comma.as_char() == ',');
        match entries.last_mut() {
            Some(last) if !ends => last.extend([token]),
            _ => entries.push(TokenStream::new()),
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries.into_iter().map(spell).collect()
}

/// Tokens in one line: paths, types, calls, lists of names and values.
pub fn spell(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut tight = true;
    for token in tokens {
        let (spelled, before, after) = match &token {
            TokenTree::Group(group) => {
                let inner = spell(group.stream());
                match group.delimiter() {
                    Delimiter::Brace => (format!("{{ {inner} }}"), true, true),
                    Delimiter::Parenthesis => (format!("({inner})"), false, true),
                    Delimiter::Bracket => (format!("[{inner}]"), true, true),
                    Delimiter::None => (inner, true, true),
                }
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                ',' => (",".to_owned(), false, true),
                '=' => ("=".to_owned(), true, true),
                '-' | '&' | '\'' => (punct.to_string(), true, false),
                ':' if punct.spacing() == Spacing::Joint || text.ends_with(':') => (
                    ":".to_owned(),
                    text.is_empty() || text.ends_with(", "),
                    false,
                ),
                _ => (punct.to_string(), false, false),
            },
            TokenTree::Ident(_) | TokenTree::Literal(_) => (token.to_string(), true, true),
        };
        if before && !tight && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&spelled);
        tight = !after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(code: &str) -> String {
        print(code.parse().unwrap()).unwrap()
    }

    #[test]
    fn items_are_set_apart_and_modules_and_imports_run_on() {
        let code = "#![doc = \" A\"] mod b; pub mod a; use c::D; use b::C; #[doc = \" E\"] \
                    struct E { f: u8, g: u8 } impl E { const F: u8 = 1; fn g() { let x = 1; x } }";
        assert_eq!(
            laid_out(code),
            "//! A\n\npub mod a;\nmod b;\n\nuse b::C;\nuse c::D;\n\n/// E\nstruct E {\n    f: u8,\n    \
             g: u8,\n}\n\nimpl E {\n    const F: u8 = 1;\n\n    fn g() {\n        let x = 1;\n        \
             x\n    }\n}\n"
        );
    }

    #[test]
    fn text_in_strings_and_comments_lays_nothing_out() {
        let code = "#[doc = \" __layout!(0);\"] struct A; const B: &str = \"\\n__layout!(0);\";";
        let printed = laid_out(code);
        assert!(printed.contains("/// __layout!(0);"), "{printed}");
        assert!(printed.contains(r#""\n__layout!(0);""#), "{printed}");
    }

    #[test]
    fn a_call_that_does_not_fit_follows_its_constant() {
        let name = "A".repeat(60);
        let code = format!("pub const {name}: types::Thing<u8> = Thing::new(\"thing\");");
        assert_eq!(
            laid_out(&code),
            format!("pub const {name}: types::Thing<u8> =\n    Thing::new(\"thing\");\n")
        );
    }

    #[test]
    fn a_macro_that_does_not_fit_has_a_line_for_each_entry() {
        let (a, b) = ("a".repeat(60), "b".repeat(60));
        assert_eq!(
            laid_out("m::n!(A { b = \"c\", -r#d });"),
            "m::n!(A { b = \"c\", -r#d });\n"
        );
        assert_eq!(
            laid_out(&format!("n!(A {{ {a}, -{b} }});")),
            format!("n!(A {{\n    {a},\n    -{b},\n}});\n")
        );
    }

    #[test]
    fn long_strings_go_on_in_the_next_line() {
        let text = format!("{}\"{}", "word ".repeat(40), "\\ ".repeat(40));
        let code = quote!(const A: B = B { text: #text };).to_string();
        let printed = laid_out(&code);
        assert!(printed.lines().all(|line| line.len() <= WIDTH), "{printed}");
        let file: syn::File = syn::parse_str(&printed).unwrap();
        let code = quote!(#file).to_string();
        let string = syn::parse_str::<syn::LitStr>(
            &code[code.find('"').unwrap()..=code.rfind('"').unwrap()],
        );
        assert_eq!(string.unwrap().value(), text);
    }
}
