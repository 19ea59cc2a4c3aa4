//! Changes of documentation.

use super::{change::Change, comparison::Comparison, kind::Kind, subject::Subject};
use crate::{
    model::{Api, CallName, ErrorModel, Kind as TypeKind, Operation, Timeline, Type},
    source::Pointer,
    spelling::{availability, history, narrower},
};

/// The documentation of an item.
struct Text {
    subject: Subject,
    text: String,
    at: Pointer,
}

impl Text {
    fn new(subject: Subject, text: &str, at: &Pointer) -> Self {
        Self {
            subject,
            text: text.trim().to_owned(),
            at: at.clone(),
        }
    }
}

impl Comparison<'_> {
    /// Compares the documentation of every item that both models have.
    pub(super) fn documentation(&mut self) {
        let (old_timeline, new_timeline) = self.timelines;
        let mut texts = vec![(of_api(self.old), of_api(self.new))];
        for pair in self.pairs.operations.iter().filter(|pair| !pair.moved) {
            let call = pair.new.1.call_name(&pair.new.0.name);
            texts.push((
                of_operation(&call, pair.old.1, old_timeline),
                of_operation(&call, pair.new.1, new_timeline),
            ));
        }
        for (old, new) in &self.pairs.types {
            if let (Some(old), Some(new)) = (self.old.type_named(old), self.new.type_named(new)) {
                texts.push((
                    of_type(&new.name, old, old_timeline),
                    of_type(&new.name, new, new_timeline),
                ));
            }
        }
        if let (Some(old), Some(new)) = (&self.old.errors, &self.new.errors) {
            texts.push((of_errors(old), of_errors(new)));
        }
        for (old, new) in texts {
            for after in new {
                let before = old.iter().find(|old| old.subject == after.subject);
                if let Some(before) = before.filter(|before| before.text != after.text) {
                    let kind = Kind::DocumentationChanged;
                    let change = Change::new(kind, None, after.subject, &after.at);
                    self.add(change.effect(&before.text, &after.text));
                }
            }
        }
    }
}

fn of_api(api: &Api) -> Vec<Text> {
    let text = format!("{}\n\n{}", api.title, api.docs);
    vec![Text::new(
        Subject::Api,
        &text,
        &Pointer::root().child("info"),
    )]
}

fn of_operation(call: &CallName, operation: &Operation, timeline: &Timeline) -> Vec<Text> {
    let text = paragraphs([
        operation.summary.clone(),
        operation.docs.clone(),
        history(operation, timeline),
    ]);
    let mut texts = vec![Text::new(Subject::Call(call.clone()), &text, &operation.at)];
    texts.extend(operation.parameters.iter().map(|parameter| {
        let subject = Subject::Parameter {
            call: call.clone(),
            name: parameter.name.clone(),
        };
        Text::new(subject, &parameter.docs, &parameter.at)
    }));
    texts
}

fn of_type(name: &str, ty: &Type, timeline: &Timeline) -> Vec<Text> {
    let whole = timeline.of_type(ty);
    let own = paragraphs([ty.docs.clone(), availability(whole)]);
    let part = |subject: Subject, docs: &String, wire_name: &str, at: &Pointer| {
        let has = timeline.of_member(ty, wire_name);
        let text = paragraphs([docs.clone(), narrower(has, whole)]);
        Text::new(subject, &text, at)
    };
    let mut texts = vec![Text::new(Subject::Type(name.to_owned()), &own, &ty.at)];
    match &ty.kind {
        TypeKind::Struct(kind) => texts.extend(kind.fields.iter().map(|field| {
            let subject = Subject::field(name, &field.name);
            part(subject, &field.docs, &field.wire_name, &field.at)
        })),
        TypeKind::Enum(kind) => texts.extend(kind.values.iter().map(|value| {
            let subject = Subject::variant(name, &value.name);
            part(subject, &value.docs, &value.wire_name, &value.at)
        })),
        TypeKind::Union(kind) => texts.extend(kind.variants.iter().map(|variant| {
            let subject = Subject::variant(name, &variant.name);
            part(subject, &variant.docs, &variant.wire_name, &variant.at)
        })),
    }
    texts
}

fn paragraphs<const N: usize>(paragraphs: [String; N]) -> String {
    let paragraphs = paragraphs.iter().map(|text| text.trim());
    let paragraphs: Vec<_> = paragraphs.filter(|text| !text.is_empty()).collect();
    paragraphs.join("\n\n")
}

fn of_errors(errors: &ErrorModel) -> Vec<Text> {
    let statuses = errors.statuses.iter();
    statuses
        .map(|status| Text::new(Subject::Error(status.status), &status.docs, &status.at))
        .collect()
}
