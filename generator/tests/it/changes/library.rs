//! The document that the patches change, before and after.

use crate::support::{list, text_of};
use nomos_generator::{
    Baseline, MODEL, Output, Text, generate,
    report::Report,
};
use serde::Deserialize;

/// A change of the texts, and what it causes besides the kind that it is named after.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    edits: Vec<Edit>,
    /// Kinds that cannot be caused apart from it, or come with it by right.
    #[serde(default)]
    pub also: Vec<String>,
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
}

impl Patch {
    pub fn parse(text: &str) -> Self {
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }
}

/// A document with its overlay.
#[derive(Clone)]
pub struct Library {
    base: String,
    overlay: String,
}

impl Library {
    pub fn base() -> Self {
        Self {
            base: include_str!("base.yaml").to_owned(),
            overlay: include_str!("overlay.yaml").to_owned(),
        }
    }

    pub fn patched(&self, patch: &Patch) -> Self {
        let mut patched = self.clone();
        for Edit { file, from, to } in &patch.edits {
            let text = match file {
                File::Base => &mut patched.base,
                File::Overlay => &mut patched.overlay,
            };
            assert_eq!(text.matches(from).count(), 1, "{from:?} in {text}");
            *text = text.replace(from, to);
        }
        patched
    }

    /// The same further down in both files.
    pub fn lowered(&self) -> Self {
        Self {
            base: format!("# More\n# lines\n{}", self.base),
            overlay: format!("# More\n{}", self.overlay),
        }
    }

    pub fn generate(&self) -> Output {
        self.generate_after(None)
    }

    /// What has changed since `old` was generated.
    pub fn report_against(&self, old: &Self) -> Report {
        let files = old.generate().files;
        let (name, model) = files.into_iter().find(|(path, _)| path.ends_with(MODEL)).unwrap();
        let baseline = Baseline {
            model: Text { name, text: model },
            changelog: None,
            document: Some(old.base.clone()),
        };
        self.generate_after(Some(baseline)).reports.remove(0)
    }

    fn generate_after(&self, baseline: Option<Baseline>) -> Output {
        let documents = text_of("library", &self.base).overlay_text(&self.overlay);
        let mut input = documents.input();
        input.documents[0].baseline = baseline;
        generate(&input).unwrap_or_else(|found| panic!("{}", list(&found)))
    }
}
