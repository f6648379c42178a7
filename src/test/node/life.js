'use strict';

// Buys machines with one of the vendor's Node clients, waits for them, manages them and gives them up. Every answer is
// checked here as a program of a customer would; what was bought is printed for the test, which looks into the shop.

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

const [client, signature, method] = process.argv.slice(2);
const { SHOP_ENDPOINT: endpoint, SHOP_SECRET_ID: secretId, SHOP_SECRET_KEY: secretKey } = process.env;

const REGION = 'ap-guangzhou';
const NAME = '测试 a&b=c+d*~';
const MACHINE = {
  Placement: { Zone: 'ap-guangzhou-3' },
  ImageId: 'img-487zeit5',
  InstanceType: 'S5.MEDIUM4',
  InternetAccessible: { InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR', InternetMaxBandwidthOut: 1 },
};
const MONTHLY = { ...MACHINE, InstanceChargeType: 'PREPAID', InstanceChargePrepaid: { Period: 1 } };
const POLLS = 600;
const PAUSE_MS = 100;

function mainland() {
  const { cvm } = require('tencentcloud-sdk-nodejs-cvm');
  const sdk = new cvm.v20170312.Client({
    credential: { secretId, secretKey },
    region: REGION,
    profile: {
      signMethod: signature,
      language: 'en-US',
      httpProfile: { reqMethod: method, protocol: 'http://', endpoint },
    },
  });
  return (action, request, options) => sdk.request(action, request, options);
}

// Requests of the international client are objects of its own, and it calls back.
function international() {
  const { common, cvm } = require('tencentcloud-sdk-nodejs-intl-en');
  const http = new common.HttpProfile();
  http.reqMethod = method;
  http.endpoint = endpoint;
  http.protocol = 'http://';
  const models = cvm.v20170312.Models;
  const sdk = new cvm.v20170312.Client(
    new common.Credential(secretId, secretKey), REGION, new common.ClientProfile(signature, http));
  return (action, parameters) => new Promise((resolve, reject) => {
    const request = new models[`${action}Request`]();
    request.from_json_string(JSON.stringify(parameters));
    sdk[action](request, (error, response) => error ? reject(error) : resolve(JSON.parse(response.to_json_string())));
  });
}

const call = client === 'mainland' ? mainland() : international();

async function described(ids) {
  const answer = await call('DescribeInstances', { InstanceIds: ids });
  return answer.InstanceSet;
}

async function until(what, ids, condition) {
  for (let poll = 0; poll < POLLS; poll++) {
    const machines = await described(ids);
    if (condition(machines)) {
      return machines;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${ids} were not ${what} in time`);
}

const all = (state, count) => (machines) =>
  machines.length === count && machines.every((machine) => machine.InstanceState === state);

async function refused(code, action, request) {
  await assert.rejects(call(action, request), (error) => {
    assert.equal(error.code, code);
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
}

async function hourly() {
  const wanted = { ...MACHINE, InstanceCount: 2, InstanceName: NAME, ClientToken: randomUUID() };
  const { Price } = await call('InquiryPriceRunInstances', MACHINE);
  assert.ok(Price.InstancePrice.UnitPrice > 0);
  await call('RunInstances', { ...wanted, DryRun: true });
  const { InstanceIdSet: ids } = await call('RunInstances', wanted);
  assert.equal(ids.length, 2);
  assert.deepEqual((await call('RunInstances', wanted)).InstanceIdSet, ids, 'the same token buys nothing more');

  const machines = await until('running and reachable', ids, (found) =>
    all('RUNNING', 2)(found) && found.every((machine) => machine.PublicIpAddresses));
  machines.forEach((machine) => {
    assert.ok(machine.InstanceName.startsWith(NAME));
    assert.match(machine.PublicIpAddresses[0], /^[0-9.]+$/);
    assert.match(machine.PrivateIpAddresses[0], /^[0-9.]+$/);
  });
  await call('ModifyInstancesAttribute', { InstanceIds: [ids[0]], InstanceName: 'renamed' });
  assert.equal((await described([ids[0]]))[0].InstanceName, 'renamed');
  await call('StopInstances', { InstanceIds: ids });
  await until('stopped', ids, all('STOPPED', 2));
  await refused('UnsupportedOperation.InstanceStateStopped', 'RebootInstances', { InstanceIds: ids });
  await call('StartInstances', { InstanceIds: ids });
  await until('started', ids, all('RUNNING', 2));
  await call('TerminateInstances', { InstanceIds: ids });
  await until('gone', ids, (left) => left.length === 0);
  return ids;
}

async function monthly() {
  const { InstanceIdSet: ids } = await call('RunInstances', MONTHLY);
  const [bought] = await until('running', ids, all('RUNNING', 1));
  await call('RenewInstances', { InstanceIds: ids, InstanceChargePrepaid: { Period: 1 } });
  const [renewed] = await described(ids);
  assert.ok(renewed.ExpiredTime > bought.ExpiredTime);
  await call('ModifyInstancesRenewFlag', { InstanceIds: ids, RenewFlag: 'NOTIFY_AND_AUTO_RENEW' });
  assert.equal((await described(ids))[0].RenewFlag, 'NOTIFY_AND_AUTO_RENEW');
  return ids;
}

async function life() {
  const { ZoneSet } = await call('DescribeZones', {});
  assert.ok(ZoneSet.some((zone) => zone.Zone === MACHINE.Placement.Zone));
  await refused('InvalidZone.MismatchRegion', 'RunInstances', { ...MACHINE, Placement: { Zone: 'ap-beijing-6' } });
  const bought = { hourly: await hourly(), monthly: await monthly() };
  if (client === 'mainland' && signature.startsWith('TC3') && method === 'POST') {
    // As parts of a body this client can send texts only.
    const { TotalCount } = await call('DescribeInstances', { Limit: '1', Offset: '0' }, { multipart: true });
    assert.equal(TotalCount, 1);
  }
  return bought;
}

life().then((bought) => console.log(JSON.stringify(bought)), (error) => {
  console.error(error);
  process.exitCode = 1;
});
