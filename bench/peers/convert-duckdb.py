"""The conversion of bench/convert-layout.yaml with DuckDB between two runs of iconv: python3 convert-duckdb.py IN OUT.

DuckDB reads CP932 only with an extension that has to be downloaded, and writes LF, which sed turns into CRLF.
"""

import subprocess
import sys
import tempfile

import duckdb

QUERY = """
copy (
  select 受注番号 as 管理番号, replace(受注日, '-', '/') as 注文日, 受注日時 as 注文日時,
    case 入金状況 when '入金済' then '1' when '未入金' then '0' end as 入金,
    case 支払方法 when 'クレジットカード' then '1' when '代金引換' then '2' else '9' end as 支払区分,
    case 配送方法 when '宅急便' then '0' when 'ネコポス' then 'A' when 'クール便（冷蔵）' then '0' when '宅急便コンパクト' then '8' end as 配送区分,
    coalesce(replace(希望日, '-', ''), '最短') as お届け希望日, coalesce(時間帯, '指定なし') as 時間帯,
    注文者名 as 注文者, 注文者カナ as 注文者フリガナ, regexp_replace(注文者郵便番号, '^([0-9]{3})-?([0-9]{4})$', '\\1-\\2') as "注文者〒",
    concat(注文者都道府県, 注文者市区町村, 注文者番地) as 注文者住所, 注文者建物 as 注文者建物名, 注文者電話 as 注文者TEL, 注文者メール as 注文者Eメール,
    送付先名 as 届け先, 送付先カナ as 届け先フリガナ, regexp_replace(送付先郵便番号, '^([0-9]{3})-?([0-9]{4})$', '\\1-\\2') as "届け先〒",
    concat(送付先都道府県, 送付先市区町村, 送付先番地) as 届け先住所, 送付先建物 as 届け先建物名, 送付先電話 as 届け先TEL,
    商品番号 as SKU, 商品名 as 品名, case when 選択肢 is null then 商品名 else 商品名 || ' / ' || 選択肢 end as 品名と選択肢,
    単価 as 価格, coalesce(数量, '1') as 個数, 合計 as 金額, 備考 as お客様備考, ひとことメモ as メモ, '見本商店' as 出荷元,
    項目2 as 区分1, 項目3 as 区分2, 項目4 as 区分3, 項目5 as 区分4, 項目6 as 区分5,
    項目10 as 区分6, 項目16 as 区分7, 項目24 as 区分8, 項目36 as 区分9, 項目60 as 区分10
  from read_csv('{source}', header = true, all_varchar = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    new_line = '\\r\\n', columns = {columns}, max_line_size = 1048576)
) to '/dev/stdout' (header true, delimiter ',', quote '"')
"""


def main(source, target):
    if source == "-":
        file, columns = target.split("\t")
        duckdb.sql(QUERY.replace("{source}", file).replace("{columns}", columns))
        return
    with open(source, encoding="cp932") as file:
        names = file.readline().rstrip("\r\n").split(",")
    columns = "{" + ",".join(f"'{name}': 'VARCHAR'" for name in names) + "}"
    # A real file, so that DuckDB reads it with all cores.
    with tempfile.NamedTemporaryFile(suffix=".csv") as utf8, open(target, "wb") as out:
        subprocess.run(["iconv", "-f", "CP932", "-t", "UTF-8", source], stdout=utf8, check=True)
        query = subprocess.Popen([sys.executable, __file__, "-", f"{utf8.name}\t{columns}"], stdout=subprocess.PIPE)
        lines = subprocess.Popen(["sed", "s/$/\\r/"], stdin=query.stdout, stdout=subprocess.PIPE)
        encode = subprocess.Popen(["iconv", "-f", "UTF-8", "-t", "CP932"], stdin=lines.stdout, stdout=out)
        for process in (query, lines, encode):
            if process.wait() != 0:
                raise SystemExit(f"failed: {process.args[0]}")


main(*sys.argv[1:])
