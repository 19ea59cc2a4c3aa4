//! Decoding and encoding JSON bodies: decimals, unions, patches, error bodies.

mod aliased;
mod base64;
mod decode;
mod envelope;
pub mod exact;
mod patch;
mod reading;
mod rest;
mod tagged;
mod unknown_value;

pub use self::{
    aliased::Aliased,
    base64::Base64,
    decode::decode,
    envelope::Envelope,
    patch::Patch,
    rest::{WithRest, exact_rest, rest},
    tagged::{Tagged, UnknownVariant},
    unknown_value::UnknownValue,
};
