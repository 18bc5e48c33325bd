<?php
// A client that was written by the lab's printed page (/_lab/docs) alone: `php amazon_to_label.php URL` (the lab's address). PHP without extensions.
// Takes an unshipped order of Amazon, has B2 Cloud print its label, tells Amazon the number, and sees that the order is shipped.
declare(strict_types=1);

$lab = rtrim($argv[1] ?? exit("usage: php amazon_to_label.php URL\n"), '/');

/** @return array{int, array<string, string>, string} status, headers by small name, body */
function send(string $method, string $url, array $headers = [], ?string $body = null): array
{
    $lines = array_map(fn ($name, $value) => "$name: $value", array_keys($headers), $headers);
    $http = ['method' => $method, 'header' => $lines, 'ignore_errors' => true, 'follow_location' => 0];
    if ($body !== null) {
        $http['content'] = $body;
    }
    $answer = file_get_contents($url, false, stream_context_create(['http' => $http]));
    $seen = [];
    foreach ($http_response_header as $line) {
        if (str_contains($line, ': ')) {
            [$name, $value] = explode(': ', $line, 2);
            $seen[strtolower($name)] = $value;
        }
    }
    preg_match('/^HTTP\S+ (\d+)/', $http_response_header[0], $status);
    return [(int) $status[1], $seen, (string) $answer];
}

function sendJson(string $method, string $url, array $headers, ?array $body = null): array
{
    $text = $body === null ? null : json_encode($body, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    [$status, $seen, $answer] = send($method, $url, $body === null ? $headers : $headers + ['content-type' => 'application/json'], $text);
    if ($status >= 400) {
        fwrite(STDERR, "$method $url: $status $answer\n");
        exit(1);
    }
    return [$status, $seen, $answer === '' ? [] : json_decode($answer, true, 64, JSON_THROW_ON_ERROR)];
}

// Addresses and keys, as the page prints them.
[, , $docs] = sendJson('GET', "$lab/_lab/docs", ['accept' => 'application/json']);
$amazon = $docs['systems']['amazon']['address'];
$b2 = $docs['systems']['b2cloud']['address'];

// lwaToken
$keys = $amazon['credentials'];
[$status, , $login] = send('POST', $amazon['lwa'], ['content-type' => 'application/x-www-form-urlencoded'], http_build_query([
    'grant_type' => 'refresh_token',
    'refresh_token' => $keys['refreshToken'],
    'client_id' => $keys['clientId'],
    'client_secret' => $keys['clientSecret'],
]));
$token = json_decode($login, true)['access_token'] ?? exit("login: $status $login\n");
$seller = ['user-agent' => 'FreshEye/1.0 (Language=PHP)', 'x-amz-access-token' => $token];

// searchOrders
$found = [];
$next = [];
do {
    [, , $page] = sendJson('GET', "{$amazon['api']}/orders/2026-01-01/orders?" . http_build_query([
        'createdAfter' => gmdate('Y-m-d\TH:i:s\Z', time() - 20 * 86400),
        'fulfillmentStatuses' => 'UNSHIPPED',
        'fulfilledBy' => 'MERCHANT',
        'includedData' => 'RECIPIENT,FULFILLMENT',
    ] + $next), $seller);
    array_push($found, ...$page['orders']);
    $token = $page['pagination']['nextToken'] ?? null;
    $next = ['paginationToken' => $token];
} while ($token !== null);
$order = current(array_filter($found, fn ($one) => isset($one['recipient']['deliveryAddress']['phone'])));
$to = $order['recipient']['deliveryAddress'];

// registerEdit
[, $seen, $edit] = sendJson('POST', "{$b2['api']}/b2/p/editA?api_user_id={$b2['credentials']['apiUserId']}", [
    'authorization' => "Token {$b2['credentials']['accessKey']}",
    'x-requested-with' => 'XMLHttpRequest',
], ['feed' => ['entry' => [['shipment' => [
    'shipment_number' => $order['orderId'],
    'service_type' => '0',
    'is_cool' => '0',
    'shipment_date' => (new DateTimeImmutable('now', new DateTimeZone('Asia/Tokyo')))->format('Ymd'),
    'short_delivery_date_flag' => '1',
    'consignee_telephone_display' => $to['phone'],
    'consignee_zip_code' => $to['postalCode'],
    'consignee_address' => $to['stateOrRegion'] . ($to['city'] ?? '') . $to['addressLine1'],
    'consignee_address4' => $to['addressLine2'] ?? '',
    'consignee_name' => $to['name'],
    'shipper_telephone_display' => '03-0000-0001',
    'shipper_zip_code' => '1000005',
    'shipper_address' => '東京都千代田区丸の内1-1',
    'shipper_name' => '見本商店',
    'item_name1' => cut($order['orderItems'][0]['product']['title']),
    'is_using_delivery_email' => '0',
    'invoice_code' => $b2['billing']['customerCode'],
    'invoice_freight_no' => $b2['billing']['freightNo'],
]]]]]);
$session = ['cookie' => explode(';', $seen['set-cookie'])[0]];
$write = $session + ['x-requested-with' => 'XMLHttpRequest'];
$row = $edit['feed']['entry'][0];
if ($row['error'] !== []) {
    exit('refused: ' . json_encode($row['error'], JSON_UNESCAPED_UNICODE) . "\n");
}

// issue, polling, checkFile, getFile, spool
[, , $issued] = sendJson('POST', "{$b2['api']}/b2/p/new?issue_editA&display=0&print_type=m", $write, ['feed' => [
    'updated' => $edit['feed']['updated'],
    'entry' => [['id' => $row['id'], 'shipment' => [
        'tracking_number' => $row['shipment']['tracking_number'],
        'created_ms' => $row['shipment']['created_ms'],
        'service_type' => $row['shipment']['service_type'],
        'printer_type' => '1',
        'shipment_flg' => '1',
    ]]],
]]);
$no = $issued['feed']['title'];
do {
    usleep(1_200_000);
    [$status, , $polled] = sendJson('GET', "{$b2['api']}/b2/p/polling?issue_no=$no&display=0", $session);
} while ($status === 202);
sendJson('GET', "{$b2['api']}/b2/p/getfile?display=0&issue_no=$no&checkonly=1", $session);
[, , $pdf] = send('GET', "{$b2['api']}/b2/p/getfile?display=0&issue_no=$no&fileonly=1", $session);
$pass = $polled['feed']['title'];
do {
    usleep(1_200_000);
    [, , $spool] = sendJson('GET', "{$b2['api']}/b2/p/editA?spool&_RXID=$pass", $session);
    $pass = $spool['feed']['summary'] ?? '';
} while (!isset($spool['feed']['entry']));
$number = $spool['feed']['entry'][0]['shipment']['tracking_number'];

// confirmShipment
[$told] = sendJson('POST', "{$amazon['api']}/orders/v0/orders/{$order['orderId']}/shipmentConfirmation", $seller, [
    'marketplaceId' => $keys['marketplaceId'],
    'packageDetail' => [
        'packageReferenceId' => '1',
        'carrierCode' => 'YAMATO',
        'shippingMethod' => '宅急便',
        'trackingNumber' => $number,
        'shipDate' => gmdate('Y-m-d\TH:i:s\Z'),
        'orderItems' => array_map(
            fn ($one) => ['orderItemId' => $one['orderItemId'], 'quantity' => $one['quantityOrdered']],
            $order['orderItems'],
        ),
    ],
]);

// getOrder
[, , $after] = sendJson('GET', "{$amazon['api']}/orders/2026-01-01/orders/{$order['orderId']}?includedData=FULFILLMENT,PACKAGES", $seller);
echo json_encode([
    'order' => $order['orderId'],
    'number' => $number,
    'pdf' => strlen($pdf),
    'isPdf' => str_starts_with($pdf, '%PDF-'),
    'told' => $told,
    'status' => $after['order']['fulfillment']['fulfillmentStatus'],
    'seen' => $after['order']['packages'][0]['trackingNumber'] ?? null,
]), "\n";

/** 品名 takes 50 in width; a letter of Japanese is two wide. PHP without mbstring. */
function cut(string $text): string
{
    $cut = '';
    $width = 0;
    foreach (preg_split('//u', $text, -1, PREG_SPLIT_NO_EMPTY) as $letter) {
        $width += strlen($letter) > 1 ? 2 : 1;
        if ($width > 50) {
            break;
        }
        $cut .= $letter;
    }
    return $cut;
}
