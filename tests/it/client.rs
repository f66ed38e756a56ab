//! A browser without scripts: keeps cookies, reads forms, sends them as they stand.
use std::collections::BTreeMap;

use crate::house::House;

/// What stands between the parts of a form with files.
const BOUNDARY: &str = "----majlis-tests";

/// What is sent with a form.
enum Body {
    Texts(Vec<(String, String)>),
    /// Its kind and its bytes.
    Files(String, Vec<u8>),
}

/// One person's browser.
pub(crate) struct Browser<'a> {
    house: &'a House,
    cookies: BTreeMap<String, String>,
    /// Where it stands.
    pub(crate) path: String,
    /// What it shows.
    pub(crate) html: String,
    pub(crate) status: u16,
    /// The head of the last answer.
    pub(crate) head: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    pub(crate) fn of(house: &'a House) -> Self {
        Self {
            house,
            cookies: BTreeMap::new(),
            path: String::new(),
            html: String::new(),
            status: 0,
            head: BTreeMap::new(),
        }
    }

    /// Goes to a page, and on to wherever it sends.
    pub(crate) async fn opens(&mut self, path: &str) -> &mut Self {
        self.sends(path, None).await
    }

    /// Fills the form of that address and sends it; its hidden fields go along.
    pub(crate) async fn fills(&mut self, action: &str, fields: &[(&str, &str)]) -> &mut Self {
        let form = self.form(action);
        let mut pairs: Vec<(String, String)> = hidden(&form);
        pairs.retain(|(name, _)| !fields.iter().any(|(given, _)| given == name));
        let given = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        pairs.extend(given);
        let action = if action.is_empty() {
            self.path.clone()
        } else {
            action.to_owned()
        };
        self.sends(&action, Some(pairs)).await
    }

    /// Fills the form of that address, chooses these files (a name and what is in it), and sends it.
    pub(crate) async fn uploads(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> &mut Self {
        let form = self.form(action);
        assert!(
            form.contains("multipart/form-data"),
            "{action} takes no files"
        );
        let mut body = Vec::new();
        let mut part = |about: String, bytes: &[u8]| {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in hidden(&form) {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, bytes) in files {
            part(format!("name=\"file\"; filename=\"{name}\""), bytes);
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.goes(action, Some(Body::Files(kind, body))).await
    }

    /// Sends what stands in the form of that address somewhere else, as a script does while it is typed.
    pub(crate) async fn keeps(
        &mut self,
        action: &str,
        to: &str,
        fields: &[(&str, &str)],
    ) -> &mut Self {
        let mut pairs = hidden(&self.form(action));
        let given = fields.iter();
        pairs.extend(given.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.sends(to, Some(pairs)).await
    }

    /// The form of that address.
    #[track_caller]
    fn form(&self, action: &str) -> String {
        let found = self.html.split("<form").skip(1).find(|form| {
            let head = form.split('>').next().unwrap();
            attribute(head, "action").unwrap_or_default() == action
        });
        let form = found.unwrap_or_else(|| panic!("{} has no form {action}", self.path));
        form.split("</form>").next().unwrap().to_owned()
    }

    /// Where the forms of the page send what they hold.
    pub(crate) fn presses(&self) -> Vec<String> {
        let forms = self.html.split("<form").skip(1);
        let heads = forms.map(|form| form.split('>').next().unwrap());
        heads
            .filter(|head| attribute(head, "method").as_deref() == Some("post"))
            .map(|head| attribute(head, "action").unwrap_or_default())
            .collect()
    }

    /// Whether the page says so.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    async fn sends(&mut self, path: &str, form: Option<Vec<(String, String)>>) -> &mut Self {
        self.goes(path, form.map(Body::Texts)).await
    }

    async fn goes(&mut self, path: &str, mut form: Option<Body>) -> &mut Self {
        let mut path = path.to_owned();
        for _ in 0..8 {
            let address = format!("{}{path}", self.house.url);
            let client = &self.house.client;
            let order = match form.take() {
                Some(Body::Texts(pairs)) => client.post(address).form(&pairs),
                Some(Body::Files(kind, body)) => {
                    client.post(address).header("content-type", kind).body(body)
                }
                None => client.get(address),
            };
            let jar: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let answer = order.header("cookie", jar.join("; ")).send().await.unwrap();
            for line in answer.headers().get_all("set-cookie") {
                let line = line.to_str().unwrap();
                let pair = line.split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                assert!(
                    line.contains("HttpOnly") && line.contains("SameSite"),
                    "{line}"
                );
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            self.status = answer.status().as_u16();
            let on = answer
                .headers()
                .get("location")
                .map(|to| to.to_str().unwrap().to_owned());
            let head = answer.headers().iter();
            self.head = head
                .map(|(name, value)| {
                    (
                        name.to_string(),
                        value.to_str().unwrap_or_default().to_owned(),
                    )
                })
                .collect();
            self.html = answer.text().await.unwrap();
            self.path.clone_from(&path);
            match on {
                Some(on) => path = on,
                None => return self,
            }
        }
        panic!("{path} sends round in circles");
    }
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let (_, rest) = head.split_once(&format!("{name}=\""))?;
    Some(
        rest.split('"')
            .next()?
            .replace("&amp;", "&")
            .replace("&#38;", "&"),
    )
}

/// The hidden fields of a form.
fn hidden(form: &str) -> Vec<(String, String)> {
    form.split("<input")
        .skip(1)
        .filter_map(|input| {
            let head = input.split('>').next()?;
            (attribute(head, "type")? == "hidden").then_some(())?;
            Some((
                attribute(head, "name")?,
                attribute(head, "value").unwrap_or_default(),
            ))
        })
        .collect()
}
