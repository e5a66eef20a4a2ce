//! Whether a text is a list of authors. A wrong author is worse than none: one doubtful name and
//! the whole list is left alone.

use crate::model::split_names;

/// The commonest Chinese family names, for names written in Han characters.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁符阮梅童凌毕单季裴霍涂成苗谷曲盛翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆司古卓尚詹";

/// Words that are no part of a person's name.
const NOT_NAMES: &[&str] = &[
    "university",
    "institute",
    "laboratory",
    "lab",
    "labs",
    "research",
    "team",
    "group",
    "google",
    "microsoft",
    "meta",
    "openai",
    "deepmind",
    "nvidia",
    "tencent",
    "alibaba",
    "baidu",
    "bytedance",
    "huawei",
    "inc",
    "ltd",
    "college",
    "school",
    "department",
    "center",
    "centre",
    "academy",
    "paper",
    "the",
    "of",
    "and",
    "with",
    "for",
    "author",
    "authors",
    "note",
    "notes",
    "todo",
    "unknown",
    "anonymous",
    "claude",
    "gpt",
    "chatgpt",
];

/// Words of names that are written small.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ten",
    "ter", "bin", "ibn", "al", "el", "af", "zu", "zur", "y", "e", "d'", "st",
];

/// The names in `text`, if it is a list of authors and nothing else.
pub(super) fn authors(text: &str) -> Option<Vec<String>> {
    let text = without_brackets(text);
    let text = text.trim().trim_end_matches(['。', '.', ',', '，', '…']).trim();
    let text = text.replace(" · ", ", ").replace(['，', '|'], ", ");
    let mut names = Vec::new();
    for name in split_names(&text) {
        let name = name.trim().trim_end_matches("et al.").trim_end_matches("et al");
        let name = name.trim_end_matches('等').trim_end_matches("等人");
        let marks = |c: char| {
            c.is_ascii_digit() || "*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰^,∗✉♯#⋆✝".contains(c) || c.is_whitespace()
        };
        let name = name.trim_matches(marks);
        if name.is_empty() {
            continue;
        }
        if !is_name(name) {
            return None;
        }
        names.push(name.to_owned());
    }
    (!names.is_empty() && names.len() <= 300).then_some(names)
}

/// `text` without what stands in brackets: affiliations, remarks.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

fn is_name(name: &str) -> bool {
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}');
    if name.chars().any(han) {
        let count = name.chars().count();
        // A foreign name in Han characters has a dot: 杰弗里·辛顿.
        if let Some((given, family)) = name.split_once(['·', '•']) {
            return (1..=8).contains(&given.chars().count())
                && family.chars().all(|c| han(c) || "·•".contains(c));
        }
        return name.chars().all(han)
            && (2..=4).contains(&count)
            && (name.starts_with(|c| FAMILY_NAMES.contains(c))
                || ["欧阳", "上官", "司马", "诸葛", "皇甫", "夏侯", "令狐", "慕容"]
                    .iter()
                    .any(|family| name.starts_with(family)));
    }
    let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let capital = |word: &&&str| is_capital(word);
    let fine = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || "-.'’‐`´".contains(c))
            && !NOT_NAMES.contains(&word.to_lowercase().trim_end_matches('.'))
            && (is_capital(word)
                || PARTICLES.contains(word)
                || word.chars().count() == 1
                || word.starts_with("al-")
                || word.starts_with("d'")
                || word.starts_with("d’"))
    };
    (2..=6).contains(&words.len())
        && name.len() <= 60
        && words.iter().all(fine)
        && words.iter().filter(capital).count() >= 2
        && words.iter().any(|word| word.trim_end_matches('.').chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::authors;

    #[test]
    fn a_list_of_authors_is_told_from_anything_else() {
        for (text, expected) in [
            ("Usman Khan; Joseph W Durham", Some("Usman Khan|Joseph W Durham")),
            ("He, Kaiming; Ren, Shaoqing", Some("He, Kaiming|Ren, Shaoqing")),
            (
                "Kaiming He¹*, Xiangyu Zhang², Jian Sun et al.",
                Some("Kaiming He|Xiangyu Zhang|Jian Sun"),
            ),
            ("Yunfan Jiang, Li Fei-Fei 等（Stanford）", Some("Yunfan Jiang|Li Fei-Fei")),
            (
                "Laurens van der Maaten and Geoffrey Hinton",
                Some("Laurens van der Maaten|Geoffrey Hinton"),
            ),
            ("张三，李四、欧阳修", Some("张三|李四|欧阳修")),
            ("杰弗里·辛顿", Some("杰弗里·辛顿")),
            ("B. Wrobel", Some("B. Wrobel")),
            ("学习笔记", None),
            ("产品经理", None),
            ("Mavis", None),
            ("PM + AI", None),
            ("Google Research", None),
            ("Kaiming He, Microsoft Research", None),
            ("WebRTC 技术专栏", None),
            ("He et al.", None),
            ("见论文", None),
            ("The authors claim that it works", None),
            ("Ada Lovelace said so", None),
            ("Simone de Beauvoir", Some("Simone de Beauvoir")),
            ("", None),
        ] {
            let found = authors(text).map(|names| names.join("|"));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
