//! The second judge: everything that a user can name, before and after. What was removed or has
//! changed there without a change that says so becomes a change of its own.
//!
//! 1. [`items`] lists each surface.
//! 2. [`Accounts`] finds whether a change is about that very item.

mod accounts;
mod items;

use super::{change::Change, kind::Kind, subject::Subject, types::is_constant};
use crate::{model::Api, source::Pointer};
use accounts::Accounts;
use items::{IDENTIFIER, items};
use std::collections::{BTreeMap, BTreeSet};

/// The changes of public items that none of `changes` is about.
pub fn unreported_items(old: &Api, new: &Api, changes: &[Change]) -> Vec<Change> {
    let news: BTreeMap<_, _> = items(new).into_iter().collect();
    let accounts = Accounts::of(old, new, changes);
    // The fields that hold a single value report it.
    let constants: BTreeSet<&str> = [old, new]
        .into_iter()
        .flat_map(|api| api.types.iter().filter(|ty| is_constant(api, ty)))
        .map(|ty| ty.name.as_str())
        .collect();
    let olds = items(old).into_iter();
    let olds = olds.filter(|(name, _)| !constants.contains(&*name.owner));
    let unreported = olds.filter_map(|(was, before)| {
        let now = accounts.name_now(&was);
        let after = news.get(&now);
        let is_same = after.is_some_and(|after| *after == accounts.text_now(&before));
        let is_gone_id = after.is_none() && before == IDENTIFIER;
        if is_same || accounts.have(&was, &now) || is_gone_id && accounts.take_along(&was.owner) {
            return None;
        }
        let subject = Subject::Item(was.to_string());
        let change = Change::new(Kind::SurfaceChanged, None, subject, &Pointer::root());
        let change = change.was(&before);
        Some(match after {
            Some(after) => change.is(after),
            None => change,
        })
    });
    unreported.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentText, Input, Text, compare, generate, model};

    const OLD: &str = "\
openapi: 3.0.3
info: {title: Shop, version: 2026-01-01.alpha}
servers: [{url: 'https://shop.example'}]
paths:
  /books:
    get:
      parameters:
      - {name: shelf, in: query, required: true, schema: {type: string}}
      - {name: colour, in: query, schema: {type: string}}
      responses: {200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}}
components:
  schemas:
    Book: {type: object, required: [title, state], properties: {title: {type: string}, state: {type: string, enum: [here, lent]}}}
";

    fn api(text: &str) -> Api {
        let release = model::Release {
            crate_name: "shop-alpha".to_owned(),
            crate_version: "0.1.0".to_owned(),
            status: "stable".to_owned(),
            version: model::Version::parse("2026-01-01.alpha").unwrap(),
        };
        let name = "alpha".to_owned();
        let source = Text {
            name,
            text: text.to_owned(),
        };
        let document = DocumentText {
            source,
            release,
            baseline: None,
        };
        let documents = vec![document];
        let output = generate(&Input {
            documents,
            ..Input::default()
        });
        output.unwrap().plans.remove(0).api
    }

    fn unreported(old: &Api, new: &Api, changes: &[Change]) -> Vec<String> {
        let changes = unreported_items(old, new, changes);
        let subjects = changes.into_iter().map(|change| match change.subject {
            Subject::Item(path) => path,
            other => panic!("{other:?}"),
        });
        subjects.collect()
    }

    #[test]
    fn an_item_that_no_entry_is_about_is_one_of_its_own() {
        let edits = [
            (
                "name: shelf",
                "name: rack",
                &["books().list(shelf)", "books().list()"][..],
            ),
            ("name: colour", "name: color", &["books().list.colour"]),
            (
                "{type: string}, state",
                "{type: boolean}, state",
                &["Book.title"],
            ),
            ("[here, lent]", "[here, lost]", &["BookState::Lent"]),
            ("[title, state]", "[title]", &["Book.state"]),
        ];
        let old = api(OLD);
        assert_eq!(unreported(&old, &old, &[]), [] as [&str; 0]);
        for (from, to, items) in edits {
            let new = api(&OLD.replace(from, to));
            assert_eq!(unreported(&old, &new, &[]), items, "{to}");
            let timeline = model::Timeline::default();
            let dated = |api| model::Dated {
                api,
                timeline: &timeline,
            };
            let changes = compare::compare(dated(&old), dated(&new));
            assert_eq!(unreported(&old, &new, &changes), [] as [&str; 0], "{to}");
        }
    }

    #[test]
    fn an_entry_covers_nothing_beside_it() {
        let old = api(OLD);
        let edited = OLD
            .replace("name: shelf", "name: rack")
            .replace("name: colour", "name: color");
        let new = api(&edited.replace("[title, state]", "[title]"));
        let timeline = model::Timeline::default();
        let dated = |api| model::Dated {
            api,
            timeline: &timeline,
        };
        let mut changes = compare::compare(dated(&old), dated(&new));
        changes.retain(|change| matches!(&change.subject, Subject::Parameter { name, .. } if name == "rack" || name == "shelf"));
        assert_eq!(
            unreported(&old, &new, &changes),
            ["books().list.colour", "Book.state"]
        );
    }
}
