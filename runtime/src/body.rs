//! JSON bodies into values and back: decimals, unions, patches, error bodies.

mod aliased;
mod decode;
mod envelope;
pub mod exact;
mod patch;
mod reading;
mod tagged;

pub use self::{
    aliased::Aliased,
    decode::decode,
    envelope::Envelope,
    patch::Patch,
    tagged::{Tagged, UnknownVariant},
};
