"""Findings of this layer: what is wrong with a folder, a manifest, an approval or a key."""

from __future__ import annotations

from generator.base.errors import Bilingual, Finding, Where

_FIX_FOLDER = ("数据文件夹中只放普通文件，去掉该项后重试", "keep only plain files in the data folder; remove this one")
_FIX_CHANGE = (
    "核对改动；无误则重新批准全部文件，有误则恢复批准时的文件",
    "review the change; approve the folder again, or restore the approved file",
)
_FIX_MANIFEST = ("删除 manifest.json 并重新批准", "delete manifest.json and approve again")
_FIX_APPROVAL = (
    "由规定职务的人员各用自己的公钥运行 gongshi approve",
    "have people of the required roles run gongshi approve, each with a key of their own",
)
_FIX_KEY = ("换用一行 OpenSSH 格式的公钥文件（.pub）", "give a public key file (.pub) of one line in OpenSSH format")

_TEXTS = {
    "folder.missing": ("找不到该文件夹", "the folder cannot be found", "检查路径", "check the path"),
    "folder.link": ("不接受链接", "links are not accepted", *_FIX_FOLDER),
    "folder.subfolder": ("不接受子文件夹", "subfolders are not accepted", *_FIX_FOLDER),
    "folder.special": ("不是普通文件", "not a plain file", *_FIX_FOLDER),
    "folder.unreadable": (
        "文件无法读取",
        "the file cannot be read",
        "检查文件权限",
        "check the permissions of the file",
    ),
    "folder.name": (
        "文件名含有不可见字符或不是 UTF-8",
        "the file name holds invisible characters or is not UTF-8",
        *_FIX_FOLDER,
    ),
    "folder.size": (
        "文件超过大小上限",
        "the file is larger than allowed",
        "拆分或检查该文件",
        "split or examine the file",
    ),
    "manifest.invalid": ("清单格式不正确", "the manifest is malformed", *_FIX_MANIFEST),
    "manifest.changed": ("文件在批准之后被改动", "the file was changed after it was approved", *_FIX_CHANGE),
    "manifest.absent": ("清单所列文件不存在", "a file that the manifest lists is absent", *_FIX_CHANGE),
    "manifest.unlisted": ("文件未列入批准清单", "the file is not listed in the manifest", *_FIX_CHANGE),
    "approval.none": (
        "数据未经批准",
        "the data has not been approved",
        "运行 gongshi approve，或用 --draft 生成草稿",
        "run gongshi approve, or build a draft with --draft",
    ),
    "approval.stale": ("批准所针对的不是现在的文件", "an approval speaks of other files than these", *_FIX_CHANGE),
    "approval.people": ("批准人数不足", "too few people have approved", *_FIX_APPROVAL),
    "approval.roles": ("批准职务种类不足", "too few roles have approved", *_FIX_APPROVAL),
    "approval.shared_key": ("两种职务使用了同一把公钥", "two roles share one key", *_FIX_APPROVAL),
    "approval.untrusted": (
        "该公钥未以此职务列入 approval.signers",
        "the key is not listed under approval.signers for this role",
        *_FIX_APPROVAL,
    ),
    "approval.role": (
        "职务名称不合规定",
        "the role is not an acceptable name",
        "用文字、数字和下划线",
        "use letters, digits and underscores",
    ),
    "key.private": ("给出的是私钥", "this is a private key", *_FIX_KEY),
    "key.invalid": ("不是有效的公钥文件", "not a valid public key file", *_FIX_KEY),
}


def refusal(code: str, file: str, column: str = "") -> Finding:
    """The finding `code` about `file`; `column` names a role or a key of the manifest."""
    zh, en, fix_zh, fix_en = _TEXTS[code]
    return Finding(
        code=code,
        where=Where(file=file, column=column),
        rule=Bilingual(zh=zh, en=en),
        remedy=Bilingual(zh=fix_zh, en=fix_en),
    )
