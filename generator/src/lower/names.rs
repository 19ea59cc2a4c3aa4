//! Names from a document → names that Rust accepts.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Names that generated modules use without a path; types of the document must not have them.
const TAKEN_TYPES: [&str; 54] = [
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "BTreeMap",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "From",
    "Into",
    "Iterator",
    "IntoIterator",
    "Serialize",
    "Deserialize",
    "Deserializer",
    "Decimal",
    "Timestamp",
    "Date",
    "Patch",
    "Tagged",
    "UnknownValue",
    "UnknownVariant",
    "Value",
    "Client",
    "Call",
    "Core",
    "CallBuilder",
    "ParameterStyle",
    "ScopedCore",
    "Page",
    "List",
    "Filter",
    "Operation",
    "PhantomData",
    "ApiError",
    "FileLink",
    "RawContent",
    "NoContent",
    "ReadOnly",
    "ReadWrite",
    "CanRead",
    "CanWrite",
    "S",
    "D",
    "E",
];

/// Names of methods that generated code defines itself.
const TAKEN_METHODS: [&str; 18] = [
    "new",
    "clone",
    "builder",
    "from_env",
    "read_only",
    "raw",
    "raw_get",
    "login",
    "granted_scope",
    "into_future",
    "to_owned",
    "operation",
    "into_request",
    "into_call",
    "send_blocking",
    "limit",
    "cursor",
    "filter",
];

/// The name of an item whose own name has no usable characters.
const UNNAMED: &str = "unnamed";

/// A type.
pub fn type_name(text: &str) -> String {
    free_type_name(camel_case(text))
}

/// The name itself, or another one if it is reserved.
pub fn free_type_name(name: String) -> String {
    if TAKEN_TYPES.contains(&name.as_str()) {
        format!("{name}Object")
    } else {
        name
    }
}

/// An enum or union variant.
pub fn variant_name(text: &str) -> String {
    let name = camel_case(text);
    if is_taken_variant(&name) {
        format!("{name}Value")
    } else {
        name
    }
}

/// `Unknown` is the variant for unknown values; `Self` cannot be a variant.
pub fn is_taken_variant(name: &str) -> bool {
    matches!(name, "Unknown" | "Self")
}

/// A field, argument or module.
pub fn field_name(text: &str) -> String {
    let name = start_with_letter(plain(text).to_snake_case());
    // These cannot be written as raw identifiers, and `mod.rs` would be the folder's own file.
    if matches!(name.as_str(), "self" | "super" | "crate" | "mod" | "_") {
        format!("{name}_")
    } else {
        name
    }
}

/// A method.
pub fn method_name(text: &str) -> String {
    let name = field_name(text);
    // Methods that the client adds start with `with_`.
    if TAKEN_METHODS.contains(&name.as_str()) || name.starts_with("with_") {
        format!("{name}_")
    } else {
        name
    }
}

/// A constant.
pub fn const_name(text: &str) -> String {
    start_with_letter(plain(text).to_shouty_snake_case()).to_uppercase()
}

/// The problem with a type name from the overlay, if any.
pub fn type_name_problem(name: &str) -> Option<String> {
    if !is_identifier(name) {
        Some(format!("invalid Rust identifier `{name}`"))
    } else if TAKEN_TYPES.contains(&name) {
        Some(format!(
            "reserved name `{name}`: the generated code uses it"
        ))
    } else {
        None
    }
}

/// The singular of an English plural, good enough for resource names.
pub fn singular(text: &str) -> String {
    if let Some(stem) = text.strip_suffix("ies") {
        format!("{stem}y")
    } else if ["sses", "xes", "ches", "shes"]
        .iter()
        .any(|ending| text.ends_with(ending))
    {
        text[..text.len() - 2].to_owned()
    } else if text.ends_with('s') && !["ss", "us", "is"].iter().any(|it| text.ends_with(it)) {
        text[..text.len() - 1].to_owned()
    } else {
        text.to_owned()
    }
}

/// Whether `name`, given in an overlay, can be written as it is.
pub fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok() && name.is_ascii()
}

/// Whether it is a path to a function of a crate: names joined by `::`, the last one optionally
/// with numbers as generic arguments.
pub fn is_function_path(path: &str) -> bool {
    let Ok(path) = syn::parse_str::<syn::Path>(path) else {
        return false;
    };
    let last = path.segments.len() - 1;
    let fits = |(index, segment): (usize, &syn::PathSegment)| match &segment.arguments {
        syn::PathArguments::None => true,
        syn::PathArguments::AngleBracketed(arguments) => {
            index == last
                && arguments.colon2_token.is_some()
                && arguments.args.iter().all(is_number)
        }
        syn::PathArguments::Parenthesized(_) => false,
    };
    last > 0 && path.segments.iter().enumerate().all(fits)
}

fn is_number(argument: &syn::GenericArgument) -> bool {
    let syn::GenericArgument::Const(syn::Expr::Lit(literal)) = argument else {
        return false;
    };
    matches!(literal.lit, syn::Lit::Int(_))
}

/// Everything but ASCII letters and digits separates words.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}

fn camel_case(text: &str) -> String {
    let name = plain(text).to_upper_camel_case();
    if name.is_empty() {
        UNNAMED.to_upper_camel_case()
    } else {
        start_with_letter(name)
    }
}

/// No Rust name is empty or starts with a digit.
fn start_with_letter(name: String) -> String {
    match name.chars().next() {
        None => UNNAMED.to_owned(),
        Some(c) if c.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_rust_conventions() {
        assert_eq!(type_name("book.lent"), "BookLent");
        assert_eq!(type_name("late_fee"), "LateFee");
        assert_eq!(field_name("shelfMark"), "shelf_mark");
        assert_eq!(field_name("library-cards"), "library_cards");
        assert_eq!(const_name("lent_at"), "LENT_AT");
    }

    #[test]
    fn what_rust_cannot_spell_is_respelled() {
        assert_eq!(type_name("Option"), "OptionObject");
        assert_eq!(field_name("3d_model"), "_3d_model");
        assert_eq!(field_name("self"), "self_");
        assert_eq!(variant_name("15min"), "_15min");
        assert_eq!(variant_name("unknown"), "UnknownValue");
        assert_eq!(type_name("../../etc/passwd\n"), "EtcPasswd");
        assert_eq!(type_name("*/ }"), "Unnamed");
        assert_eq!(field_name("äö"), "unnamed");
        assert_eq!(const_name("14a"), "_14A");
    }

    #[test]
    fn plurals_become_singular() {
        for (plural, one) in [
            ("books", "book"),
            ("deliveries", "delivery"),
            ("glasses", "glass"),
            ("luggage", "luggage"),
            ("access", "access"),
            ("boxes", "box"),
            ("status", "status"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
