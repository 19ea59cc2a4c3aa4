//! The document that the patches change, before and after.

use crate::support::{list, text_of};
use nomos_generator::{Baseline, DOCUMENT, MODEL, Output, Text, generate, report::Report};
use serde::Deserialize;

/// A change of the texts, and what it causes besides the kind that it is named after.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    #[serde(skip)]
    name: String,
    edits: Vec<Edit>,
    /// Kinds that cannot be caused apart from it, or come with it by right.
    #[serde(default)]
    pub also: Vec<String>,
    /// The change is that from the patched document to the base.
    #[serde(default)]
    backwards: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: File,
    /// Occurs once.
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum File {
    Base,
    Overlay,
    Template,
}

impl Patch {
    pub fn parse(name: &str, text: &str) -> Self {
        let patch = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self {
            name: name.to_owned(),
            ..patch
        }
    }

    /// What it changes in `base`, whose baseline is `baseline`.
    pub fn report(&self, base: &Library, baseline: &Baseline) -> Report {
        let patched = base.patched(self);
        if self.backwards {
            base.report_against(&patched.baseline())
        } else {
            patched.report_against(baseline)
        }
    }
}

/// A document with its overlay.
#[derive(Clone)]
pub struct Library {
    name: String,
    base: String,
    overlay: String,
    template: String,
}

impl Library {
    pub fn base() -> Self {
        Self {
            name: "base".to_owned(),
            base: include_str!("base.yaml").to_owned(),
            overlay: include_str!("overlay.yaml").to_owned(),
            template: include_str!("shelves.rs").to_owned(),
        }
    }

    pub fn patched(&self, patch: &Patch) -> Self {
        let mut patched = self.clone();
        patched.name.clone_from(&patch.name);
        for Edit { file, from, to } in &patch.edits {
            let text = match file {
                File::Base => &mut patched.base,
                File::Overlay => &mut patched.overlay,
                File::Template => &mut patched.template,
            };
            assert_eq!(text.matches(from).count(), 1, "{}: {from:?}", patch.name);
            *text = text.replace(from, to);
        }
        patched
    }

    /// The same further down in both files.
    pub fn lowered(&self) -> Self {
        Self {
            name: self.name.clone(),
            base: format!("# More\n# lines\n{}", self.base),
            overlay: format!("# More\n{}", self.overlay),
            template: format!("// More\n{}", self.template),
        }
    }

    /// What the next generation is compared with.
    pub fn baseline(&self) -> Baseline {
        let mut files = self.generate(None, "shop-library").files;
        let mut file = |name: &str| {
            let name = format!("shop-library/{name}");
            let text = files.remove(&name).unwrap();
            Text { name, text }
        };
        Baseline {
            model: file(MODEL),
            changelog: None,
            document: Some(file(DOCUMENT)),
        }
    }

    /// What has changed since.
    pub fn report_against(&self, baseline: &Baseline) -> Report {
        let mut output = self.generate(Some(baseline.clone()), "shop-library");
        output.reports.remove(0)
    }

    pub fn generate(&self, baseline: Option<Baseline>, crate_name: &str) -> Output {
        let documents = text_of("library", &self.base).overlay_text(&self.overlay);
        let mut input = documents.input();
        let template = Text {
            name: "templates/all/src/shelves.rs".to_owned(),
            text: self.template.clone(),
        };
        input
            .templates
            .insert("all/src/shelves.rs".to_owned(), template);
        input.documents[0].baseline = baseline;
        input.documents[0].release.crate_name = crate_name.to_owned();
        generate(&input).unwrap_or_else(|found| panic!("{}: {}", self.name, list(&found)))
    }
}
