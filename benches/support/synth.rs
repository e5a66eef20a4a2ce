//! Synthetic notes: the same N files for the same N, shaped like real ones.
//!
//! A note has about 5 KB of mixed English and Chinese, two code blocks, two formulas, six links, 3 to
//! 8 follow-ups that prefer well-known papers (Zipf's law), and 0 to 4 critiques; authors, tags and
//! venues come from pools.

#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::too_many_lines,
    reason = "small numbers; a note is one template"
)]

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// A small generator of pseudo-random numbers (xorshift64*): notes must not change with a library.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// A rank below `n` by Zipf's law: rank r has weight 1 / (r + 1).
    fn zipf(&mut self, n: usize) -> usize {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((n as f64 + 1.0).powf(unit) - 1.0) as usize;
        rank.min(n - 1)
    }
}

const FAMILY: [&str; 24] = [
    "Chen", "Smith", "Garcia", "Müller", "Tanaka", "Kim", "Ivanov", "Rossi", "Nguyen", "Silva",
    "Okafor", "Haddad", "Novak", "Jensen", "Dubois", "Kowalski", "Patel", "Cohen", "Santos", "Li",
    "Wang", "Zhang", "Liu", "Yang",
];
const GIVEN: [&str; 20] = [
    "Alice", "Bo", "Carla", "Dmitri", "Emi", "Farid", "Grace", "Hugo", "Ines", "Jun", "Katya",
    "Lars", "Mina", "Noor", "Olga", "Pavel", "Qing", "Rosa", "Sven", "Tao",
];
const VENUES: [&str; 12] = [
    "NeurIPS", "ICML", "ICLR", "CVPR", "ICCV", "ECCV", "ACL", "EMNLP", "SOSP", "OSDI", "VLDB",
    "JMLR",
];
const TAGS: [&str; 30] = [
    "vision",
    "language",
    "speech",
    "optimisation",
    "generalisation",
    "transformers",
    "convolution",
    "graph",
    "retrieval",
    "diffusion",
    "robotics",
    "reinforcement",
    "theory",
    "data",
    "evaluation",
    "systems",
    "storage",
    "compression",
    "privacy",
    "fairness",
    "强化学习",
    "计算机视觉",
    "自然语言处理",
    "优化",
    "图神经网络",
    "多模态",
    "预训练",
    "数据集",
    "可解释性",
    "分布式系统",
];
const NOUN: [&str; 20] = [
    "network",
    "gradient",
    "sampler",
    "encoder",
    "index",
    "kernel",
    "policy",
    "memory",
    "attention",
    "benchmark",
    "tokeniser",
    "scheduler",
    "estimator",
    "decoder",
    "embedding",
    "loss",
    "cache",
    "compiler",
    "detector",
    "prior",
];
const ADJECTIVE: [&str; 16] = [
    "sparse",
    "deep",
    "robust",
    "scalable",
    "adaptive",
    "neural",
    "efficient",
    "causal",
    "linear",
    "hierarchical",
    "private",
    "latent",
    "streaming",
    "calibrated",
    "modular",
    "implicit",
];
const ENGLISH: [&str; 10] = [
    "The authors show that a **{a} {n}** is enough when the data is clean, which earlier work left open.",
    "What surprised me is how much of the gain comes from the {n} and how little from the {a} part.",
    "Table 3 compares against three baselines, but the strongest one is missing from the plot.",
    "The proof assumes a {a} {n}; section 5 relaxes this with a factor that grows with depth.",
    "I could not find the seed, so the variance between runs is unknown to me.",
    "Compared with the previous {n}, the memory drops by a third while accuracy stays the same.",
    "The ablation removes the {n} one layer at a time and retrains from scratch.",
    "A {a} schedule matters more than the optimiser; see `train.py` for the values.",
    "This is the figure to remember: the curve bends exactly where the {n} saturates.",
    "The discussion admits that the {a} setting was tuned on the test split of the smaller set.",
];
const CHINESE: [&str; 10] = [
    "作者认为，**关键在于{n}的设计。**后面的消融实验也支持这一点。",
    "这里的假设很强：数据必须独立同分布，而真实场景（例如推荐系统）往往不满足。",
    "图 4 的纵轴从 60% 开始，差距看起来被放大了，需要留意。",
    "与之前的工作相比，方法更简单，但训练时间增加了约 30%。",
    "我没有看懂公式（7）里的常数从哪里来，第三遍再推一次。",
    "“更大的模型总是更好”这一说法，在小数据集上并不成立。",
    "实验部分只报告了均值，没有方差，也没有说明跑了几次。",
    "作者把 {a} {n} 放在编码器之后，这个选择在附录里才给出理由。",
    "后见之明：两年后大家都改用了另一种归一化，这部分已经过时。",
    "值得借鉴的是实验的组织方式：先给结论，再给对照，最后给反例。",
];
const PYTHON: &str = "import torch\nimport torch.nn as nn\n\n\nclass Block{i}(nn.Module):\n    \"\"\"A residual block, 第 {i} 版.\"\"\"\n\n    def __init__(self, width: int = {w}, dropout: float = 0.1):\n        super().__init__()\n        self.norm = nn.LayerNorm(width)\n        self.up = nn.Linear(width, 4 * width)\n        self.down = nn.Linear(4 * width, width)\n        self.dropout = nn.Dropout(dropout)\n\n    def forward(self, x: torch.Tensor) -> torch.Tensor:\n        h = self.down(torch.relu(self.up(self.norm(x))))\n        return x + self.dropout(h)  # keep the identity path clean\n";
const RUST: &str = "/// Scores of the `k` nearest of {i} candidates.\npub fn nearest(query: &[f32], table: &[[f32; {w}]], k: usize) -> Vec<(usize, f32)> {\n    let mut scored: Vec<(usize, f32)> = table\n        .iter()\n        .enumerate()\n        .map(|(i, row)| (i, row.iter().zip(query).map(|(a, b)| a * b).sum()))\n        .collect();\n    scored.sort_by(|a, b| b.1.total_cmp(&a.1));\n    scored.truncate(k);\n    scored\n}\n";

/// The citation key of the paper of rank `rank`.
pub(crate) fn key(rank: usize) -> String {
    format!(
        "{}{}{}{rank}",
        FAMILY[rank % FAMILY.len()].to_lowercase().replace('ü', "u"),
        1990 + rank % 35,
        NOUN[rank % NOUN.len()]
    )
}

fn fill(random: &mut Random, sentence: &str) -> String {
    sentence.replace("{a}", random.pick(&ADJECTIVE)).replace("{n}", random.pick(&NOUN))
}

fn paragraph(random: &mut Random, chinese: bool, sentences: usize) -> String {
    let mut text = String::new();
    for i in 0..sentences {
        let sentence = if chinese { random.pick(&CHINESE) } else { random.pick(&ENGLISH) };
        if i > 0 {
            text.push_str(if chinese { "\n" } else { " " });
        }
        text.push_str(&fill(random, sentence));
    }
    text
}

/// The `index`th of `count` notes.
pub(crate) fn note(index: usize, count: usize) -> String {
    let mut random =
        Random(0x9E37_79B9_7F4A_7C15 ^ (index as u64 + 1).wrapping_mul(0xD1B5_4A32_D192_ED03));
    let chinese = index.is_multiple_of(2);
    let reached = 1 + random.below(3);
    let mut out = String::with_capacity(6_000);
    let title = format!(
        "{} {} for {} {} ({index})",
        random.pick(&ADJECTIVE),
        random.pick(&NOUN),
        random.pick(&ADJECTIVE),
        random.pick(&NOUN)
    );
    let _ = writeln!(out, "---\ntitle: {title}\nkey: {}", key(index));
    let authors: Vec<String> = (0..2 + random.below(4))
        .map(|_| format!("{} {}", random.pick(&GIVEN), random.pick(&FAMILY)))
        .collect();
    let _ = writeln!(
        out,
        "authors: [{}]\nyear: {}\nvenue: {}",
        authors.join(", "),
        1990 + index % 35,
        random.pick(&VENUES)
    );
    let _ = writeln!(out, "tags: [{}, {}]", random.pick(&TAGS), random.pick(&TAGS));
    let _ = writeln!(
        out,
        "reader: reader-{}\ndate: 20{:02}-{:02}-{:02}",
        random.below(12),
        15 + random.below(11),
        1 + random.below(12),
        1 + random.below(28)
    );
    let _ = writeln!(
        out,
        "lang: {}\ntldr: {}",
        if chinese { "zh" } else { "en" },
        quoted(&paragraph(&mut random, chinese, 1))
    );
    for pass in 1..=reached {
        let _ = writeln!(
            out,
            "pass{pass}:\n  minutes: {}\n  now: {}\n  notes: {}\n  decision: {}",
            20 * pass + random.below(30),
            quoted(&paragraph(&mut random, chinese, 1)),
            quoted(&paragraph(&mut random, chinese, 2)),
            if pass < reached { "continue" } else { "stop" }
        );
        if pass == 2 {
            let _ = writeln!(
                out,
                "  contributions:\n    - {{claim: {}, weight: major}}\n    - {{claim: {}, weight: minor}}",
                quoted(&paragraph(&mut random, chinese, 1)),
                quoted(&paragraph(&mut random, chinese, 1))
            );
        }
    }
    out.push_str("follow_ups:\n");
    for _ in 0..3 + random.below(6) {
        // A tenth of what is followed up has no note.
        let rank = random.zipf(count + count / 10 + 1);
        let _ = writeln!(
            out,
            "  - {{paper: {}, why: {}, priority: {}}}",
            key(rank),
            quoted(&paragraph(&mut random, chinese, 1)),
            random.pick(&["high", "normal", "low"])
        );
    }
    let critiques = random.below(5);
    if critiques > 0 {
        out.push_str("critiques:\n");
    }
    for _ in 0..critiques {
        let _ = writeln!(
            out,
            "  - {{claim: {}, about: {}, view: {}, stance: {}}}",
            quoted(&paragraph(&mut random, chinese, 1)),
            random.pick(&["method", "experiments", "writing", "claims"]),
            random.pick(&["at-the-time", "hindsight"]),
            random.pick(&["con", "pro", "mixed"])
        );
    }
    let _ = writeln!(
        out,
        "questions:\n  - ask: {}\n    raised: 1\n---\n",
        quoted(&paragraph(&mut random, chinese, 1))
    );

    let link = |random: &mut Random| format!("[[{}]]", key(random.zipf(count)));
    let _ = writeln!(
        out,
        "## {}\n\n{} {} {}\n",
        if chinese { "方法" } else { "Method" },
        paragraph(&mut random, chinese, 4),
        link(&mut random),
        link(&mut random)
    );
    let _ = writeln!(
        out,
        "The objective is $\\mathcal{{L}}(\\theta) = \\sum_{{i=1}}^{{{index}}} \\ell(f_\\theta(x_i), y_i)$, and\n\n$$\\theta_{{t+1}} = \\theta_t - \\eta \\frac{{\\partial \\mathcal{{L}}}}{{\\partial \\theta}} + \\mu (\\theta_t - \\theta_{{t-1}})$$\n"
    );
    // A third of the code stands in other notes too, as snippets do.
    let version = if index.is_multiple_of(3) { index % 7 } else { index };
    let _ = writeln!(
        out,
        "```python\n{}```\n",
        PYTHON
            .replace("{i}", &version.to_string())
            .replace("{w}", &(64 + version % 512).to_string())
    );
    let _ = writeln!(
        out,
        "## {}\n\n{} {} {}\n",
        if chinese { "实验" } else { "Experiments" },
        paragraph(&mut random, !chinese, 3),
        link(&mut random),
        link(&mut random)
    );
    out.push_str("| model | top-1 | top-5 |\n| --- | ---: | ---: |\n");
    for _ in 0..4 {
        let _ = writeln!(
            out,
            "| {} {} | {}.{} | {}.{} |",
            random.pick(&ADJECTIVE),
            random.pick(&NOUN),
            60 + random.below(30),
            random.below(10),
            85 + random.below(14),
            random.below(10)
        );
    }
    let _ = writeln!(
        out,
        "\n```rust\n{}```\n",
        RUST.replace("{i}", &version.to_string()).replace("{w}", &(64 + version % 512).to_string())
    );
    let _ = writeln!(
        out,
        "- {}\n- {} {}\n- {} {}\n",
        paragraph(&mut random, chinese, 1),
        paragraph(&mut random, !chinese, 1),
        link(&mut random),
        paragraph(&mut random, chinese, 1),
        link(&mut random)
    );
    let _ = writeln!(out, "> {}", paragraph(&mut random, chinese, 2).replace('\n', "\n> "));
    out
}

/// `text` in double quotes, as YAML wants it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// Writes `count` notes into `folder`, a thousand to a folder.
pub(crate) fn write(folder: &Path, count: usize) -> io::Result<()> {
    for index in 0..count {
        let shelf = folder.join(format!("{:03}", index / 1_000));
        if index % 1_000 == 0 {
            fs::create_dir_all(&shelf)?;
        }
        fs::write(shelf.join(format!("{}.md", key(index))), note(index, count))?;
    }
    Ok(())
}
