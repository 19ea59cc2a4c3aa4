//! What is known of requests and answers beyond their form, as constants.

use crate::model::{Check, Meaning, MeaningKind, Operation, Rule};
use proc_macro2::TokenStream;
use quote::quote;

/// What a request is checked against.
pub fn rules(operation: &Operation) -> TokenStream {
    let rules = operation.rules.iter().map(rule);
    quote!(&[#(#rules),*])
}

/// What error answers mean.
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
        Check::AtLeast(number) => quote!(AtLeast(#number)),
        Check::FirstOfMonth(_) => quote!(FirstOfMonth),
        Check::MonthsAhead(months) => quote!(MonthsAhead(#months)),
        Check::WholeDays(_) => quote!(WholeDays),
        Check::MinutesAhead(minutes) => quote!(MinutesAhead(#minutes)),
    };
    quote! {
        ::nomos_client_runtime::Rule {
            field: #field,
            check: ::nomos_client_runtime::Check::#check,
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
        MeaningKind::AlreadyOrdered(_) => quote!(AlreadyOrdered),
    };
    quote! {
        ::nomos_client_runtime::Meaning {
            status: #status,
            words: &[#(#words),*],
            kind: ::nomos_client_runtime::MeaningKind::#kind,
        }
    }
}
