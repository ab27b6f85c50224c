//! The export formats, for menus.

use crate::language::Text;

/// Export formats: extension, name, purpose.
pub const EXPORTS: [(&str, &str, Text); 5] = [
    ("onnx", "ONNX", Text::fixed("For other programs: raw inputs to answers.", "供其他程序使用：从原始输入到输出。")),
    ("safetensors", "safetensors", Text::fixed("Weights and biases alone.", "仅含权重和偏置。")),
    ("py", "Python", Text::fixed("Readable source that needs NumPy only.", "可读的源代码，只需 NumPy。")),
    ("rs", "Rust", Text::fixed("Readable source that needs nothing else.", "可读的源代码，无需其他库。")),
    (
        "html",
        "HTML",
        Text::fixed("One page for querying the network, on a phone too.", "一个可以向网络提问的网页，手机也能打开。"),
    ),
];
