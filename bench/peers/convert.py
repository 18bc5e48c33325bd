"""The conversion of bench/convert-layout.yaml with Python's csv module: python3 convert.py IN OUT."""

import csv
import sys

PAID = {"入金済": "1", "未入金": "0"}
PAYMENT = {"クレジットカード": "1", "代金引換": "2"}
METHOD = {"宅急便": "0", "ネコポス": "A", "クール便（冷蔵）": "0", "宅急便コンパクト": "8"}
NAMES = (
    "管理番号 注文日 注文日時 入金 支払区分 配送区分 お届け希望日 時間帯 注文者 注文者フリガナ 注文者〒 注文者住所 注文者建物名 注文者TEL 注文者Eメール "
    "届け先 届け先フリガナ 届け先〒 届け先住所 届け先建物名 届け先TEL SKU 品名 品名と選択肢 価格 個数 金額 お客様備考 メモ 出荷元 "
    "区分1 区分2 区分3 区分4 区分5 区分6 区分7 区分8 区分9 区分10"
).split(" ")


def postal(text):
    return f"{text[:3]}-{text[3:]}" if len(text) == 7 and text.isdigit() else text


def main(source, target):
    with open(source, encoding="cp932", newline="") as infile, open(target, "w", encoding="cp932", newline="") as outfile:
        reader = csv.reader(infile)
        writer = csv.writer(outfile, lineterminator="\r\n")
        at = {name: i for i, name in enumerate(next(reader))}
        copied = [at[f"項目{i}"] for i in (2, 3, 4, 5, 6, 10, 16, 24, 36, 60)]
        number, day, clock, paid, payment, method = (at[n] for n in ("受注番号", "受注日", "受注日時", "入金状況", "支払方法", "配送方法"))
        wish, slot = at["希望日"], at["時間帯"]
        buyer = [at["注文者" + n] for n in ("名", "カナ", "郵便番号", "都道府県", "市区町村", "番地", "建物", "電話", "メール")]
        goes = [at["送付先" + n] for n in ("名", "カナ", "郵便番号", "都道府県", "市区町村", "番地", "建物", "電話")]
        sku, item, option, price, count, total = (at[n] for n in ("商品番号", "商品名", "選択肢", "単価", "数量", "合計"))
        note, memo = at["備考"], at["ひとことメモ"]
        writer.writerow(NAMES)
        for row in reader:
            name, kana, code, prefecture, city, street, building, phone, mail = (row[i] for i in buyer)
            name2, kana2, code2, prefecture2, city2, street2, building2, phone2 = (row[i] for i in goes)
            if not row[number] or not name or not name2 or not code2 or not row[sku]:
                raise SystemExit("a required cell is blank")
            for text, width in ((row[number], 50), (name, 64), (name2, 64), (building2, 64), (phone2, 15), (row[item], 100)):
                if len(text) * 2 > width and len(text.encode("cp932")) > width:
                    raise SystemExit("too wide")
            address = prefecture2 + city2 + street2
            if len(address) * 2 > 100 and len(address.encode("cp932")) > 100:
                raise SystemExit("too wide")
            writer.writerow(
                [
                    row[number],
                    row[day].replace("-", "/"),
                    row[clock],
                    PAID[row[paid]],
                    PAYMENT.get(row[payment], "9"),
                    METHOD[row[method]],
                    row[wish].replace("-", "") or "最短",
                    row[slot] or "指定なし",
                    name,
                    kana,
                    postal(code),
                    prefecture + city + street,
                    building,
                    phone,
                    mail,
                    name2,
                    kana2,
                    postal(code2),
                    address,
                    building2,
                    phone2,
                    row[sku],
                    row[item],
                    " / ".join(text for text in (row[item], row[option]) if text),
                    row[price],
                    row[count] or "1",
                    row[total],
                    row[note],
                    row[memo],
                    "見本商店",
                    *(row[i] for i in copied),
                ]
            )


main(*sys.argv[1:])
