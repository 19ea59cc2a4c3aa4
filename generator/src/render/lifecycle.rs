//! Methods of enums whose values are stages of a lifecycle.

use super::{docs, rust};
use crate::{
    model::{EnumType, EnumValue},
    spelling::lifecycle,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Methods that locate a value in its lifecycle; none if the values have no stages.
pub fn methods(name: &Ident, kind: &EnumType) -> Option<TokenStream> {
    let sets = lifecycle(kind);
    let [course, terminal, live, attention] = sets.as_slice() else {
        return None;
    };
    let names = |(_, values): &(&str, Vec<&EnumValue>)| -> Vec<Ident> {
        let values = values.iter();
        values.map(|value| rust::ident(&value.name)).collect()
    };
    let holds = |set| -> TokenStream {
        match names(set).as_slice() {
            [] => quote!(false),
            values => quote!(matches!(self, #(Self::#values)|*)),
        }
    };
    let (terminal, live, attention) = (holds(terminal), holds(live), holds(attention));
    let course = names(course);
    let docs = |text: &str| docs::docs([text.to_owned()]);
    let (course_docs, terminal_docs, live_docs, attention_docs, step_docs) = (
        docs("The usual sequence, from first to last."),
        docs("Whether this is a final state. False for values that are newer than this crate."),
        docs("Whether this state means that the object is in use."),
        docs("Whether this state needs manual attention."),
        docs("The position in the usual sequence, counted from 0; `None` if it is not part of it."),
    );
    Some(quote! {
        impl #name {
            #course_docs
            pub const COURSE: &'static [Self] = &[#(Self::#course),*];
            #terminal_docs
            pub fn is_terminal(&self) -> bool {
                #terminal
            }
            #live_docs
            pub fn is_live(&self) -> bool {
                #live
            }
            #attention_docs
            pub fn needs_attention(&self) -> bool {
                #attention
            }
            #step_docs
            pub fn step(&self) -> Option<usize> {
                Self::COURSE.iter().position(|step| step == self)
            }
        }
    })
}
