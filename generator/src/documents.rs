//! Plan of a crate → its files that are not Rust.

mod changelog;
mod document_file;
mod json_lines;
mod migrating;
mod model_file;
mod readme;
mod skill;
mod surface;
mod template;

pub use changelog::CHANGELOG;
pub use document_file::{DOCUMENT, read as read_document};
pub use migrating::guide;
pub use model_file::{MODEL, read as read_model};
pub use surface::surface;

use crate::plan::CratePlan;
use std::collections::BTreeMap;

/// Every file of a crate that is not Rust, by path below the crate's folder.
pub fn documents(plan: &CratePlan) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::from([
        (CHANGELOG.to_owned(), changelog::changelog(plan)?),
        (DOCUMENT.to_owned(), document_file::write(plan)),
        (MODEL.to_owned(), model_file::write(plan)?),
        (skill::SKILL.to_owned(), skill::skill(plan)?),
    ]);
    files.extend(readme::files(plan)?);
    if let Some(migration) = &plan.history.migration {
        files.insert(migrating::GUIDE.to_owned(), guide(migration)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    #[test]
    fn every_template_is_filled() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |folder: &str| fs::read_dir(root.join(folder)).unwrap();
        let code: String = read("src/documents")
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        for file in read("../templates/all") {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(
                !name.ends_with(".j2") || code.contains(&format!("templates/all/{name}\"")),
                "nothing fills {name}"
            );
        }
    }
}
