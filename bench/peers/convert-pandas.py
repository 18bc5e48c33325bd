"""The conversion of bench/convert-layout.yaml with pandas: python3 convert-pandas.py IN OUT."""

import sys

import pandas as pd

COPIES = {
    "受注日時": "注文日時", "注文者名": "注文者", "注文者カナ": "注文者フリガナ", "注文者建物": "注文者建物名", "注文者電話": "注文者TEL",
    "注文者メール": "注文者Eメール", "送付先名": "届け先", "送付先カナ": "届け先フリガナ", "送付先建物": "届け先建物名", "送付先電話": "届け先TEL",
    "商品番号": "SKU", "商品名": "品名", "単価": "価格", "合計": "金額", "備考": "お客様備考", "ひとことメモ": "メモ",
}
POSTAL = r"^(\d{3})-?(\d{4})$"


def main(source, target):
    extra = [f"項目{i}" for i in (2, 3, 4, 5, 6, 10, 16, 24, 36, 60)]
    wanted = set(COPIES) | set(extra) | {
        "受注番号", "受注日", "入金状況", "支払方法", "配送方法", "希望日", "時間帯", "注文者郵便番号", "注文者都道府県", "注文者市区町村", "注文者番地",
        "送付先郵便番号", "送付先都道府県", "送付先市区町村", "送付先番地", "選択肢", "数量",
    }
    t = pd.read_csv(source, encoding="cp932", dtype=str, keep_default_na=False, na_filter=False, usecols=lambda name: name in wanted)
    out = pd.DataFrame({"管理番号": t["受注番号"], "注文日": t["受注日"].str.replace("-", "/", regex=False), "注文日時": t["受注日時"]})
    out["入金"] = t["入金状況"].map({"入金済": "1", "未入金": "0"})
    out["支払区分"] = t["支払方法"].map({"クレジットカード": "1", "代金引換": "2"}).fillna("9")
    out["配送区分"] = t["配送方法"].map({"宅急便": "0", "ネコポス": "A", "クール便（冷蔵）": "0", "宅急便コンパクト": "8"})
    out["お届け希望日"] = t["希望日"].str.replace("-", "", regex=False).replace("", "最短")
    out["時間帯"] = t["時間帯"].replace("", "指定なし")
    out["注文者"], out["注文者フリガナ"] = t["注文者名"], t["注文者カナ"]
    out["注文者〒"] = t["注文者郵便番号"].str.replace(POSTAL, r"\1-\2", regex=True)
    out["注文者住所"] = t["注文者都道府県"] + t["注文者市区町村"] + t["注文者番地"]
    for name in ("注文者建物", "注文者電話", "注文者メール", "送付先名", "送付先カナ"):
        out[COPIES[name]] = t[name]
    out["届け先〒"] = t["送付先郵便番号"].str.replace(POSTAL, r"\1-\2", regex=True)
    out["届け先住所"] = t["送付先都道府県"] + t["送付先市区町村"] + t["送付先番地"]
    for name in ("送付先建物", "送付先電話", "商品番号", "商品名"):
        out[COPIES[name]] = t[name]
    out["品名と選択肢"] = t["商品名"] + (" / " + t["選択肢"]).where(t["選択肢"] != "", "")
    out["価格"], out["個数"] = t["単価"], t["数量"].replace("", "1")
    for name in ("合計", "備考", "ひとことメモ"):
        out[COPIES[name]] = t[name]
    out["出荷元"] = "見本商店"
    for i, name in enumerate(extra, 1):
        out[f"区分{i}"] = t[name]
    out.to_csv(target, encoding="cp932", index=False, lineterminator="\r\n")


main(*sys.argv[1:])
