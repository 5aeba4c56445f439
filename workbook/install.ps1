#Requires -Version 5.1
<#
.SYNOPSIS
    Uzstāda PuMPuRS šī lietotāja profilā; palaists vēlreiz, atjaunina; ar -Remove noņem.
.DESCRIPTION
    Skripts guļ lejupielādētajā mapē blakus mapei "wheels" un uv.exe (vai python-3.*-embed-amd64.zip).
    Tas ieliek %LOCALAPPDATA%\PuMPuRS atsevišķu Python ar programmu, bet Excel pievienojumprogrammu un veidlapas noliek
    pati programma (python -m pumpurs_xl install). Administratora tiesības, PATH, reģistrs un drošības iestatījumi netiek
    aiztikti. Jaunais Python top blakus vecajam un to nomaina tikai tad, kad strādā: ja kas neizdodas, paliek vecais.
    Darbgrāmatas un pārskatus skripts nekad nedzēš.
.PARAMETER Remove
    Noņemt programmu un pievienojumprogrammu.
.PARAMETER Quiet
    Beigās negaidīt taustiņu (datorspeciālistam).
#>
[CmdletBinding()]
param(
    [switch] $Remove,
    [switch] $Quiet
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Environment]::CurrentDirectory = $env:USERPROFILE # a folder that is somebody's current one cannot be removed

$PythonVersion = 'cpython-3.12-windows-x86_64-none'
$Package = $PSScriptRoot
$Wheels = Join-Path $Package 'wheels'
$Root = Join-Path $env:LOCALAPPDATA 'PuMPuRS'
$Live = Join-Path $Root 'python'
$New = Join-Path $Root 'python.jauns'
$Old = Join-Path $Root 'python.vecais'
$Fetched = Join-Path $Root 'python.uv'
$Addin = Join-Path $env:APPDATA 'Microsoft\Excel\XLSTART\PuMPuRS.xlam'
$Logs = Join-Path $Root 'logs'
$Log = Join-Path $Logs 'uzstadisana.log'
$Said = Join-Path $Logs 'uzstadisana.out'
$Complained = Join-Path $Logs 'uzstadisana.err'
$script:Denial = ''

# One plain sentence for the user; whatever else stops the script is told in the log.
function Deny([string] $Sentence) {
    $script:Denial = $Sentence
    throw $Sentence
}

# The folder of the profile bears the user's name: it is not written down.
function Write-Log([string] $Text) {
    New-Item -ItemType Directory -Force -Path $Logs | Out-Null
    $line = '{0:yyyy-MM-dd HH:mm:ss} {1}' -f (Get-Date), $Text.Replace($env:USERPROFILE, '%USERPROFILE%')
    Add-Content -LiteralPath $Log -Value $line -Encoding UTF8
}

function Test-There([string] $Path) {
    return Test-Path -LiteralPath $Path
}

function Remove-Folder([string] $Folder) {
    if (Test-There $Folder) {
        # uv leaves a link to its newest Python: the link goes, not what it points to
        foreach ($child in @(Get-ChildItem -LiteralPath $Folder -Directory -Force)) {
            if ($child.Attributes -band [IO.FileAttributes]::ReparsePoint) { [IO.Directory]::Delete($child.FullName) }
        }
        [IO.Directory]::Delete($Folder, $true)
    }
}

# A virus scanner may hold new files for a moment.
function Move-Folder([string] $From, [string] $To) {
    for ($try = 1; Test-There $From; $try++) {
        try {
            [IO.Directory]::Move($From, $To)
        } catch {
            if ($try -ge 10) { throw }
            Start-Sleep -Seconds 1
        }
    }
}

# Runs a program in silence; what it said goes into the log. Returns its exit code.
function Invoke-Program([string] $Program, [string[]] $Arguments) {
    $quoted = @(foreach ($argument in $Arguments) { '"' + $argument + '"' })
    $run = Start-Process -FilePath $Program -ArgumentList $quoted -WorkingDirectory $Root -Wait -PassThru `
        -NoNewWindow -RedirectStandardOutput $Said -RedirectStandardError $Complained
    foreach ($line in @(Get-Content -LiteralPath $Said, $Complained -Encoding UTF8 -ErrorAction SilentlyContinue)) { Write-Log ([string] $line) }
    return $run.ExitCode
}

function Assert-ExcelClosed {
    $session = (Get-Process -Id $PID).SessionId
    $open = @(Get-Process -Name 'EXCEL' -ErrorAction SilentlyContinue | Where-Object { $_.SessionId -eq $session })
    if ($open.Count -gt 0) {
        Deny 'Excel ir atvērts: saglabājiet darbu, aizveriet Excel un palaidiet vēlreiz (ja Excel logu neredzat, restartējiet datoru).'
    }
}

function Find-Wheel([string] $Name) {
    $found = @(Get-ChildItem -LiteralPath $Wheels -Filter $Name -ErrorAction SilentlyContinue)
    if ($found.Count -eq 0) {
        Deny 'Blakus skriptam nav mapes "wheels": izvelciet no zip faila visu mapi (labais klikšķis, Izvilkt visu) un palaidiet skriptu no tās.'
    }
    return $found[-1].FullName
}

function Assert-Package {
    if (-not [Environment]::Is64BitOperatingSystem) {
        Deny 'Šajā datorā ir 32 bitu Windows, bet programmai vajag 64 bitu: uzstādiet to citā datorā.'
    }
    Find-Wheel 'pumpurs_xl-*.whl' | Out-Null
}

# Also after a run that was cut off between its two renames, when the old Python bears another name.
function Clear-Workplace {
    if (-not (Test-There $Live)) { Move-Folder $Old $Live }
    foreach ($folder in $Old, $New, $Fetched) { Remove-Folder $folder }
}

function Get-PythonByUv {
    $uv = Join-Path $Package 'uv.exe'
    if (-not (Test-There $uv)) {
        Deny 'Blakus skriptam nav uv.exe: lejupielādējiet programmas mapi vēlreiz un izvelciet no zip faila visu.'
    }
    New-Item -ItemType Directory -Force -Path $Fetched | Out-Null
    $own = Join-Path $Fetched 'uv.exe'
    Copy-Item -LiteralPath $uv -Destination $own
    Unblock-File -LiteralPath $own
    $options = '--no-bin', '--no-registry', '--no-config', '--no-cache', '--no-progress', '--system-certs'
    $code = Invoke-Program $own (@('python', 'install', $PythonVersion, '--install-dir', $Fetched) + $options)
    if ($code -ne 0) {
        Deny 'Python nevar lejupielādēt: pārbaudiet, vai ir internets un vai skolas tīkls atļauj vietni github.com, un palaidiet vēlreiz.'
    }
    $python = @(Get-ChildItem -LiteralPath $Fetched -Directory -Filter 'cpython-*' |
            Where-Object { -not ($_.Attributes -band [IO.FileAttributes]::ReparsePoint) })[0]
    Move-Folder $python.FullName $New
}

# The embeddable Python reads its folders from a file beside it, and no variable of the user's.
function Expand-Python([string] $Zip) {
    Expand-Archive -LiteralPath $Zip -DestinationPath $New
    $list = @(Get-ChildItem -LiteralPath $New -Filter 'python3*._pth')[0]
    [string[]] $lines = "$($list.BaseName).zip", '.', 'Lib\site-packages', 'import site'
    [IO.File]::WriteAllLines($list.FullName, $lines)
}

function New-Python {
    $zip = @(Get-ChildItem -LiteralPath $Package -Filter 'python-3*-embed-amd64.zip')
    if ($zip.Count -gt 0) { Expand-Python $zip[0].FullName } else { Get-PythonByUv }
    $python = Join-Path $New 'python.exe'
    $pip = Join-Path (Find-Wheel 'pip-*.whl') 'pip'
    $options = '--isolated', '--no-index', '--no-cache-dir', '--disable-pip-version-check', '--no-warn-script-location'
    $places = '--find-links', $Wheels, '--target', (Join-Path $New 'Lib\site-packages')
    $code = Invoke-Program $python (@('-I', '-X', 'utf8', $pip, 'install', '--quiet') + $options + $places + 'pumpurs-xl')
    if ($code -ne 0) {
        Deny 'Programmas failus nevar salikt vietā: atbrīvojiet diskā 500 MB, lejupielādējiet mapi no jauna un palaidiet vēlreiz.'
    }
    if ((Invoke-Program $python @('-I', '-X', 'utf8', '-c', 'import pumpurs_xl.cli, xlwings, pythoncom, win32com.client')) -ne 0) {
        Deny 'Jaunā programma šajā datorā nestartē, iespējams, to aptur pretvīrusu programma: parādiet datorspeciālistam logs\uzstadisana.log.'
    }
}

# The new Python takes the old one's place and puts the add-in where Excel looks; where it cannot, the old one returns.
function Switch-Python {
    try {
        Move-Folder $Live $Old
    } catch {
        Deny 'Iepriekšējā programma vēl strādā: pagaidiet, līdz tā beidz, vai restartējiet datoru un palaidiet vēlreiz.'
    }
    try {
        Move-Folder $New $Live
        $code = Invoke-Program (Join-Path $Live 'python.exe') @('-I', '-X', 'utf8', '-m', 'pumpurs_xl', 'install')
        if ($code -ne 0) { Deny ([string] (Get-Content -LiteralPath $Complained -Encoding UTF8 | Select-Object -Last 1)) }
    } catch {
        $problem = $_
        Move-Folder $Live $New
        Move-Folder $Old $Live
        throw $problem
    }
}

function Install-Pumpurs {
    Assert-Package
    Clear-Workplace
    try {
        New-Python
        Switch-Python
    } finally {
        Clear-Workplace
    }
    Write-Host 'PuMPuRS ir uzstādīts. Atveriet Excel: augšā ir cilne PuMPuRS.' -ForegroundColor Green
    if ((Invoke-Program (Join-Path $Live 'python.exe') @('-I', '-X', 'utf8', '-m', 'pumpurs_xl', 'doctor')) -ne 0) {
        Write-Host 'Bet vēl jāizlabo:' -ForegroundColor Yellow
        Get-Content -LiteralPath $Said, $Complained -Encoding UTF8 | Write-Host
    }
}

# The program takes away its own files; the rest goes also where Python no longer starts.
function Remove-Pumpurs {
    $python = Join-Path $Live 'python.exe'
    if (Test-There $python) { Invoke-Program $python @('-I', '-X', 'utf8', '-m', 'pumpurs_xl', 'install', '--remove') | Out-Null }
    foreach ($file in $Addin, (Join-Path $Root 'install.ps1'), (Join-Path $Root 'uzstadits.json')) {
        if (Test-There $file) { Remove-Item -LiteralPath $file -Force }
    }
    foreach ($folder in $New, $Old, $Fetched, $Live, $Logs) { Remove-Folder $folder }
    foreach ($name in 'undo', 'mapes', 'nepabeigts') { Remove-Folder (Join-Path $Root $name) }
    if (@(Get-ChildItem -LiteralPath $Root -Force).Count -eq 0) {
        try { [IO.Directory]::Delete($Root) } catch { $null = $_ } # an open window may hold the empty folder
        Write-Host 'PuMPuRS ir noņemts. Jūsu darbgrāmatas un pārskati ir palikuši.' -ForegroundColor Green
    } else {
        Write-Host 'PuMPuRS ir noņemts. Mapē %LOCALAPPDATA%\PuMPuRS palika jūsu pašu faili; ja tos nevajag, izdzēsiet mapi.' -ForegroundColor Green
    }
}

$code = 0
try {
    New-Item -ItemType Directory -Force -Path $Logs | Out-Null
    Assert-ExcelClosed
    if ($Remove) { Remove-Pumpurs } else { Install-Pumpurs }
} catch {
    $code = 1
    if ($script:Denial) {
        Write-Host $script:Denial -ForegroundColor Red
    } else {
        Write-Log ($_ | Out-String)
        Write-Host 'Neizdevās; kas bija uzstādīts iepriekš, darbojas tāpat. Parādiet datorspeciālistam failu %LOCALAPPDATA%\PuMPuRS\logs\uzstadisana.log.' -ForegroundColor Red
    }
}
if (-not $Quiet) { Read-Host 'Lai aizvērtu logu, nospiediet Enter' | Out-Null }
exit $code
