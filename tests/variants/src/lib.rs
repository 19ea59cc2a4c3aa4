//! Other spellings of an OpenAPI document.
//!
//! A rewrite changes how a document is written, and nothing that it says. It knows OpenAPI by
//! itself and not from the generator, of which it is a judge. So do the edits, which change what a
//! document says, as upstream does.

mod compiler;
mod edits;
pub mod judged;
mod pick;
mod places;
pub mod project;
mod rewrites;
pub mod table;
mod third_opinion;
pub mod upstream;
mod user;
pub mod workspace;
mod yaml;

pub use edits::EDITS;
pub use pick::Pick;
pub use rewrites::{REWRITES, Rewrite, find, together};

use percent_encoding::percent_decode_str;
use rewrites::How;
use serde_json::Value;

/// Applies those of the rewrites that are possible in a document; `None` if none is.
///
/// # Errors
///
/// The text is not YAML or JSON.
pub fn rewrite_where_possible(
    text: &str,
    rewrites: &[&Rewrite],
    pick: &mut Pick,
) -> Result<Option<String>, String> {
    // Those of the text come last, and one is enough: another would spell it anew.
    let is_tree = |rewrite: &&&Rewrite| matches!(rewrite.how, How::Tree(_));
    let trees = rewrites.iter().filter(is_tree);
    let text_only = rewrites.iter().find(|rewrite| !is_tree(rewrite));
    trees.chain(text_only).try_fold(None, |changed, one| {
        let before = changed.as_deref().unwrap_or(text);
        Ok(rewrite(before, &[one], pick)?.or(changed))
    })
}

/// Applies rewrites to the text of a document; `None` if one of them is not possible there.
///
/// # Errors
///
/// The text is not YAML or JSON.
pub fn rewrite(
    text: &str,
    rewrites: &[&Rewrite],
    pick: &mut Pick,
) -> Result<Option<String>, String> {
    let mut document: Value = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
    places::each_reference(&mut document, &mut |reference| {
        *reference = percent_decode_str(reference)
            .decode_utf8_lossy()
            .into_owned();
    });
    for rewrite in rewrites {
        if let How::Tree(change) = rewrite.how {
            change(&mut document, pick);
            if !pick.take_used() {
                return Ok(None);
            }
        }
    }
    let mut text = serde_yaml::to_string(&document).map_err(|error| error.to_string())?;
    for rewrite in rewrites {
        if let How::Text(change) = rewrite.how {
            text = change(&document, &text, pick);
            if !pick.take_used() {
                return Ok(None);
            }
        }
    }
    Ok(Some(text))
}
