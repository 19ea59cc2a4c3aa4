//! The paths in a module: in `use`s, code, attributes and macros.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::{
    Attribute, ImplItemFn, ItemMacro, ItemUse, LitStr, Macro, Meta, VisRestricted, Visibility,
    visit::{self, Visit},
};

use super::{
    imports::{Import, flatten},
    source::{Module, is_test},
};

/// Macros whose tokens are code of another crate, or text.
const QUOTES: [&str; 4] = ["parse_quote", "quote", "quote_spanned", "stringify"];

/// A path as written.
pub struct Written {
    pub path: Vec<String>,
    pub line: usize,
    pub form: Form,
}

/// How a path is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Use,
    /// `pub use`, in any visibility.
    Export,
    Inline,
}

/// Every path in a module, without those in the modules below it.
pub fn written(module: &Module) -> Vec<Written> {
    let mut paths = Paths::default();
    for item in &module.items {
        paths.visit_item(item);
    }
    paths.found
}

#[derive(Default)]
struct Paths {
    found: Vec<Written>,
}

impl Paths {
    fn add(&mut self, path: Vec<String>, line: usize, form: Form) {
        // `self` the value, `pub(crate)`.
        let is_word = ["crate", "self", "super"].contains(&path[0].as_str()) && path.len() == 1;
        if !is_word || form != Form::Inline {
            self.found.push(Written { path, line, form });
        }
    }

    /// Finds the paths in tokens. In the definition of a macro only those from the crate root count:
    /// others are resolved where the macro is called.
    fn tokens(&mut self, tokens: TokenStream, is_definition: bool) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        let mut dots = 0;
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), is_definition),
                // What follows a single dot is a field or a method.
                TokenTree::Ident(first) if dots != 1 => {
                    let (names, after) = path(first, after);
                    rest = after;
                    let counts = if is_definition {
                        names[0] == "crate"
                    } else {
                        // Any other single name is a variable or a field.
                        names.len() > 1 || starts_upper(&names[0]) || is_called(rest)
                    };
                    if counts {
                        self.add(names, first.span().start().line, Form::Inline);
                    }
                }
                _ => {}
            }
            let is_dot = matches!(token, TokenTree::Punct(punct) if punct.as_char() == '.');
            dots = if is_dot { dots + 1 } else { 0 };
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let form = match item.vis {
            Visibility::Inherited => Form::Use,
            _ => Form::Export,
        };
        for Import { path, line, .. } in flatten(&item.tree) {
            self.add(path, line, form);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let names = names(path);
            let line = path.segments[0].ident.span().start().line;
            self.add(names, line, Form::Inline);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.visit_path(&call.path);
        if !QUOTES.iter().any(|quote| call.path.is_ident(quote)) {
            self.tokens(call.tokens.clone(), false);
        }
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        if item.ident.is_some() {
            self.tokens(item.mac.tokens.clone(), true);
        } else {
            self.visit_macro(&item.mac);
        }
    }

    /// Serde takes paths as strings.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let Meta::List(list) = &attribute.meta else {
            return;
        };
        for token in list.tokens.clone() {
            let TokenTree::Literal(literal) = token else {
                continue;
            };
            let text = syn::parse_str::<LitStr>(&literal.to_string());
            if let Ok(path) = text.and_then(|text| text.parse::<syn::Path>()) {
                let names = names(&path);
                self.add(names, literal.span().start().line, Form::Inline);
            }
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    /// `pub(in crate::call)` is no use of `call`.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}
}

fn names(path: &syn::Path) -> Vec<String> {
    let names = path.segments.iter();
    names.map(|segment| segment.ident.to_string()).collect()
}

/// The path that begins with a name, and the tokens after it.
fn path<'t>(first: &Ident, mut rest: &'t [TokenTree]) -> (Vec<String>, &'t [TokenTree]) {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    let mut names = vec![first.to_string()];
    while let [one, two, TokenTree::Ident(name), after @ ..] = rest
        && is_colon(one)
        && is_colon(two)
    {
        names.push(name.to_string());
        rest = after;
    }
    (names, rest)
}

fn is_called(rest: &[TokenTree]) -> bool {
    match rest.first() {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        Some(TokenTree::Punct(punct)) => punct.as_char() == '!',
        _ => false,
    }
}

fn starts_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}
