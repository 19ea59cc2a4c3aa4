//! Rules of requests and meanings of error responses, as constants.

use crate::model::{Check, Meaning, MeaningKind, Operation, Rule};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The rules that a request is checked against.
pub fn rules(operation: &Operation) -> TokenStream {
    let rules = operation.rules.iter().map(rule);
    quote!(&[#(#rules),*])
}

/// The meanings of error responses.
pub fn meanings(operation: &Operation) -> TokenStream {
    let meanings = operation.meanings.iter().map(meaning);
    quote!(&[#(#meanings),*])
}

fn rule(rule: &Rule) -> TokenStream {
    let Rule { field, check, text } = rule;
    let check = match check {
        Check::Excludes(others) => quote!(Excludes(&[#(#others),*])),
        Check::Needs(others) => quote!(Needs(&[#(#others),*])),
        Check::NeedsOneOf(others) => {
            let others = others.iter().map(|(path, value)| quote!((#path, #value)));
            quote!(NeedsOneOf(&[#(#others),*]))
        }
        Check::AtLeast(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(AtLeast(#number))
        }
        Check::Custom(path) => {
            // An invalid path was reported when the overlay was read.
            let path: TokenStream = path.parse().unwrap_or_default();
            quote!(Custom(#path))
        }
    };
    quote! {
        Rule {
            field: #field,
            check: Check::#check,
            text: #text,
        }
    }
}

fn meaning(meaning: &Meaning) -> TokenStream {
    let Meaning {
        status,
        words,
        kind,
    } = meaning;
    let kind = match kind {
        MeaningKind::NeedsVersion(version) => quote!(NeedsVersion(#version)),
        MeaningKind::Named(name) => quote!(Named(#name)),
    };
    let status = Literal::u16_unsuffixed(*status);
    quote! {
        Meaning {
            status: #status,
            words: &[#(#words),*],
            kind: MeaningKind::#kind,
        }
    }
}
