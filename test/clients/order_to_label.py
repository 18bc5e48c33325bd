"""A client that knows nothing of the lab but what it prints: `python3 order_to_label.py URL` (the lab's address). Standard library only.

Takes a paid order of shopserve, has B2 Cloud print its label, and tells shopserve the number. Paths, headers, queries and bodies are those of the
printed examples with its own values in them; a name that the docs do not print cannot be sent. Prints what it did as one line of JSON.
"""

import base64
import copy
import datetime
import json
import sys
import time
import urllib.parse
import urllib.request

lab = sys.argv[1].rstrip("/")


def fetch(method, url, body=None, headers=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    with urllib.request.urlopen(request) as answer:
        return answer.status, answer.headers, answer.read()


def read(path):
    return json.loads(fetch("GET", lab + path)[2])


printed = read("/_lab/address")
docs = read("/_lab/docs")["systems"]
shop, b2 = printed["systems"]["shopserve"], printed["systems"]["b2cloud"]


def names_of(value, at=""):
    """Names of the values of a body as the docs write them."""
    if isinstance(value, dict):
        return [name for key, one in value.items() for name in names_of(one, at + "." + key if at else key)]
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return [name for one in value for name in names_of(one, at + "[]")]
    return [at]


class Operation:
    """One operation as the docs print it."""

    def __init__(self, system, name):
        self.printed = next(one for one in docs[system]["operations"] if one["name"] == name)
        self.example = self.printed["example"]
        self.fields = {(one["in"], one["name"]): one for one in self.printed["sends"]}

    def body(self):
        """The example's body, to put own values into."""
        return copy.deepcopy(json.loads(self.example["body"]))

    def headers(self, **own):
        """The example's headers; `own` by name with _ for -, None takes one out."""
        sent = dict(self.example["headers"])
        for name, value in own.items():
            sent.pop(name.replace("_", "-"), None)
            if value is not None:
                sent[name.replace("_", "-")] = value
        return sent

    def call(self, headers, body=None, parts=None, query=None):
        path = self.printed["path"]
        for name, value in (parts or {}).items():
            assert ("path", name) in self.fields, name
            path = path.replace(":" + name, str(value))
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.example["url"]).query, keep_blank_values=True))
        asked.update(query or {})
        unknown = [("query", one) for one in asked] + [("header", one) for one in headers]
        unknown += [("body", one) for one in (names_of(body) if body is not None else [])]
        unknown = [one for one in unknown if one not in self.fields and one != ("header", "content-type")]
        assert unknown == [], (self.printed["name"], unknown)
        url = lab + path + ("?" + urllib.parse.urlencode(asked) if asked else "")
        data = None if body is None else json.dumps(body).encode()
        return fetch(self.example["method"], url, data, headers)

    def values(self, where, name):
        return self.fields[(where, name)]["values"]


def json_of(answer):
    return json.loads(answer[2])


keys = shop["credentials"]
basic = "Basic " + base64.b64encode((keys["shopId"] + ":" + keys["managerKey"]).encode()).decode()
now = datetime.datetime.fromisoformat(read("/_lab/clock")["now"][:19] + "+00:00")
now = now.astimezone(datetime.timezone(datetime.timedelta(hours=9)))

# The order: the printed search, with an own beginning and more rows.
retrieve = Operation("shopserve", "retrieveOrders")
search = retrieve.body()
search["since"] = (now - datetime.timedelta(days=6)).isoformat(timespec="seconds")
search["size"] = 50
parts = ";".join(retrieve.values("path", "parts"))
found = json_of(retrieve.call(retrieve.headers(authorization=basic), search, {"parts": parts}))["contents"]
order = next(one for one in found if len(one["deliveries"]) == 1)
serial, delivery = order["serial_code"], order["deliveries"][0]
confirm = Operation("shopserve", "confirmOrder")
confirm.call(confirm.headers(authorization=basic), confirm.body(), {"serial": serial})

# The label: the printed shipment, with the order's receiver in it.
register = Operation("b2cloud", "registerEdit")
entry = register.body()
shipment = entry["feed"]["entry"][0]["shipment"]
shipment.update(
    shipment_number=order["order_no"],
    shipment_date=now.strftime("%Y%m%d"),
    consignee_telephone_display=delivery["tel"],
    consignee_zip_code=delivery["zip"],
    consignee_address=delivery["prefecture"] + delivery["address1"],
    consignee_address4=delivery["address2"] or "",
    consignee_name=delivery["name"],
    item_name1=delivery["items"][0]["item_name"],
    invoice_code=b2["billing"]["customerCode"],
    invoice_freight_no=b2["billing"]["freightNo"],
)
entry["feed"]["entry"] = [{"shipment": shipment}]
key = "Token " + b2["credentials"]["accessKey"]
company = {"api_user_id": b2["credentials"]["apiUserId"]}
answer = register.call(register.headers(authorization=key), entry, query=company)
cookie, said = answer[1]["set-cookie"].split(";")[0], json_of(answer)
row = said["feed"]["entry"][0]
assert row["shipment"]["error_flg"] != "9", row

printing = Operation("b2cloud", "issue")
wish = printing.body()
wish["feed"]["updated"] = said["feed"]["updated"]
wish["feed"]["entry"][0]["id"] = row["id"]
for name in ("tracking_number", "created_ms", "service_type"):
    wish["feed"]["entry"][0]["shipment"][name] = row["shipment"][name]
issue = json_of(printing.call(printing.headers(cookie=cookie), wish))["feed"]["title"]


def step(name, **query):
    one = Operation("b2cloud", name)
    return one.call(one.headers(cookie=cookie), query=query)


while True:
    time.sleep(1.1)
    polled = step("polling", issue_no=issue)
    if polled[0] == 200:
        break
step("checkFile", issue_no=issue)
pdf = step("getFile", issue_no=issue)[2]
assert pdf[:5] == b"%PDF-"
rxid = json_of(polled)["feed"]["title"]
while True:
    time.sleep(1.1)
    issued = json_of(step("spool", _RXID=rxid))["feed"]
    if issued.get("entry"):
        break
    rxid = issued["summary"]
number = issued["entry"][0]["shipment"]["tracking_number"]

# Told.
shipping = Operation("shopserve", "registerShipping")
told = shipping.body()
told["slip_no"] = number
told["shipped_date"] = now.strftime("%Y-%m-%d")
shipping.call(shipping.headers(authorization=basic), told, {"serial": serial, "delivery": delivery["delivery_no"]})
print(json.dumps({"order": order["order_no"], "serial": serial, "number": number, "pdf": len(pdf)}))
