"""A client that knows nothing of the lab but what it prints: `python3 order_to_label.py URL` (the lab's address). Standard library only.

Takes a paid order of shopserve, has B2 Cloud print its label, and tells shopserve the number. Prints what it did as one line of JSON.
"""

import base64
import datetime
import json
import sys
import time
import urllib.request

lab = sys.argv[1].rstrip("/")


def call(method, url, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    with urllib.request.urlopen(request) as answer:
        return answer.status, answer.headers, answer.read()


def get_json(method, url, body=None, headers=None):
    status, head, raw = call(method, url, body, headers)
    return status, head, json.loads(raw)


printed = get_json("GET", lab + "/_lab/address")[2]
docs = get_json("GET", lab + "/_lab/docs")[2]["systems"]
shop, b2 = printed["systems"]["shopserve"], printed["systems"]["b2cloud"]


def path_of(system, operation, **parts):
    """Address of an operation as the docs print it."""
    path = next(one["path"] for one in docs[system]["operations"] if one["name"] == operation)
    for name, value in parts.items():
        path = path.replace(":" + name, value)
    return lab + path


keys = shop["credentials"]
basic = base64.b64encode((keys["shopId"] + ":" + keys["managerKey"]).encode()).decode()
shop_head = {"authorization": "Basic " + basic, "content-type": "application/json"}
japan = datetime.timezone(datetime.timedelta(hours=9))
printed_now = get_json("GET", lab + "/_lab/clock")[2]["now"]
now = datetime.datetime.fromisoformat(printed_now[:19] + "+00:00").astimezone(japan)

# The order.
search = {
    "since": (now - datetime.timedelta(days=6)).isoformat(timespec="seconds"),
    "filters": [{"confirm_status": ["Unconfirmed"], "payment_status": ["Paid"]}],
}
found = get_json("POST", path_of("shopserve", "retrieveOrders", parts="basic;deliveries"), search, shop_head)[2]["contents"]
order = next(one for one in found if len(one["deliveries"]) == 1)
serial, delivery = order["serial_code"], order["deliveries"][0]
call("PUT", path_of("shopserve", "confirmOrder", serial=serial), {"confirm_status": "Confirmed"}, shop_head)

# The label.
day = now.strftime("%Y%m%d")
shipment = {
    "shipment_number": order["order_no"],
    "service_type": "0",
    "shipment_date": day,
    "short_delivery_date_flag": "1",
    "consignee_telephone_display": delivery["tel"],
    "consignee_zip_code": delivery["zip"],
    "consignee_address": delivery["prefecture"] + delivery["address1"],
    "consignee_address4": delivery["address2"] or "",
    "consignee_name": delivery["name"],
    "shipper_telephone_display": "03-0000-0001",
    "shipper_zip_code": "1000005",
    "shipper_address": "東京都千代田区丸の内1-1",
    "shipper_name": "見本商店",
    "item_name1": delivery["items"][0]["item_name"],
    "is_using_delivery_email": "0",
    "invoice_code": b2["billing"]["customerCode"],
    "invoice_freight_no": b2["billing"]["freightNo"],
}
register = path_of("b2cloud", "registerEdit") + "?api_user_id=" + b2["credentials"]["apiUserId"]
first = {"authorization": "Token " + b2["credentials"]["accessKey"], "x-requested-with": "XMLHttpRequest"}
_, head, said = get_json("POST", register, {"feed": {"entry": [{"shipment": shipment}]}}, first)
session = {"cookie": head["set-cookie"].split(";")[0], "x-requested-with": "XMLHttpRequest"}
row = said["feed"]["entry"][0]
assert row["shipment"]["error_flg"] != "9", row
kept = {name: row["shipment"][name] for name in ("tracking_number", "created_ms", "service_type")}
wish = {"feed": {"updated": said["feed"]["updated"], "entry": [{"id": row["id"], "shipment": {**kept, "printer_type": "1", "shipment_flg": "1"}}]}}
issue = get_json("POST", path_of("b2cloud", "issue") + "?issue_editA&display=0&print_type=m", wish, session)[2]["feed"]["title"]
while True:
    time.sleep(1.1)
    status, _, polled = get_json("GET", path_of("b2cloud", "polling") + "?issue_no=" + issue + "&display=0", None, session)
    if status == 200:
        break
file = path_of("b2cloud", "getFile") + "?display=0&issue_no=" + issue
call("GET", file + "&checkonly=1", None, session)
pdf = call("GET", file + "&fileonly=1", None, session)[2]
assert pdf[:5] == b"%PDF-"
while True:
    time.sleep(1.1)
    spool = path_of("b2cloud", "spool") + "?spool&_RXID=" + polled["feed"]["title"]
    polled = get_json("GET", spool, None, session)[2]
    if polled["feed"].get("entry"):
        break
    polled["feed"]["title"] = polled["feed"].get("summary", "")
number = polled["feed"]["entry"][0]["shipment"]["tracking_number"]

# Told.
told = {"shipping_company": "Yamato", "slip_no": number, "shipped_date": now.strftime("%Y-%m-%d"), "shipping_status": "Shipped"}
call("PUT", path_of("shopserve", "registerShipping", serial=serial, delivery=str(delivery["delivery_no"])), told, shop_head)
print(json.dumps({"order": order["order_no"], "serial": serial, "number": number, "pdf": len(pdf)}))
