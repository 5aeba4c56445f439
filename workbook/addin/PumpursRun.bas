Attribute VB_Name = "PumpursRun"
'How a button reaches Python: RunPython of xlwings 0.37.8, cut down to what PuMPuRS needs, and hardened.
'
'Interpreter, log and sentences come from the sheet of this add-in alone: no sheet of a workbook, no file beside it and
'no setting of another add-in is asked. Of the workbook only its name goes out, in the environment, where no character
'of it can be taken for a command. Python runs isolated (-I): neither a folder of the user's nor PYTHONPATH is searched.
'
'The letters here are plain ASCII, because VBA keeps its text in the code page of one country: Latvian is in the sheet.
Option Explicit

Private Const CONF As String = "pumpurs.conf"
Private Const GIVE_NAME As String = "import os, sys; sys.argv.append('--wb=' + os.environ['PUMPURS_WB']); "

Public Sub RunPython(ByVal Code As String)
    If ActiveWorkbook Is Nothing Then
        Say Setting("No workbook")
    ElseIf InStr(ActiveWorkbook.Name, "=") > 0 Then 'xlwings cuts the name there
        Say Setting("Equals sign")
    ElseIf Not CreateObject("Scripting.FileSystemObject").FileExists(Setting("Interpreter_Win")) Then
        Say Setting("No interpreter")
    ElseIf ExitCode(Code) <> 0 Then
        Say Setting("Failed") & vbCrLf & Setting("Log")
    End If
End Sub

Private Function ExitCode(ByVal Code As String) As Long
    Dim Shell As Object, Environment As Object
    Set Shell = CreateObject("WScript.Shell")
    Set Environment = Shell.Environment("Process")
    Environment.Item("PUMPURS_WB") = ActiveWorkbook.Name
    Application.StatusBar = Setting("Working")
    ExitCode = -1
    On Error Resume Next 'a policy may forbid to start it
    ExitCode = Shell.Run(CommandLine(Code), 0, True)
    Application.StatusBar = False
End Function

'cmd keeps what Python writes to stderr; it is named in full, or one beside the workbook could be started in its place.
Private Function CommandLine(ByVal Code As String) As String
    Dim Python As String, Folder As String
    Python = Setting("Interpreter_Win")
    Folder = Left$(Python, InStrRev(Python, "\") - 1)
    CommandLine = Expanded("%SystemRoot%\System32\cmd.exe") & " /D /V:OFF /S /C ""cd /D " & Quoted(Folder) _
        & " && " & Quoted(Python) & " -I -X utf8 -c " & Quoted(GIVE_NAME & Code) _
        & " --from_xl=1 --hwnd=" & Application.Hwnd & " 2> " & Quoted(Setting("Log")) & """"
End Function

Private Function Setting(ByVal Key As String) As String
    Dim Cell As Range
    For Each Cell In ThisWorkbook.Worksheets(CONF).UsedRange.Columns(1).Cells
        If Cell.Value = Key Then Setting = Expanded(Cell.Offset(0, 1).Value)
    Next Cell
End Function

Private Function Expanded(ByVal Text As String) As String
    Expanded = CreateObject("WScript.Shell").ExpandEnvironmentStrings(Text)
End Function

Private Function Quoted(ByVal Text As String) As String
    Quoted = """" & Text & """"
End Function

'Not MsgBox: it turns Latvian letters into question marks where Windows is set to another country.
Private Sub Say(ByVal Sentence As String)
    CreateObject("WScript.Shell").Popup Sentence, 0, "PuMPuRS", vbExclamation + vbSystemModal
End Sub

'xlwings is distributed under a BSD 3-clause license.
'
'Copyright (C) 2014-present, Zoomer Analytics LLC.
'All rights reserved.
'
'Redistribution and use in source and binary forms, with or without modification,
'are permitted provided that the following conditions are met:
'
'* Redistributions of source code must retain the above copyright notice, this
'  list of conditions and the following disclaimer.
'
'* Redistributions in binary form must reproduce the above copyright notice, this
'  list of conditions and the following disclaimer in the documentation and/or
'  other materials provided with the distribution.
'
'* Neither the name of the copyright holder nor the names of its
'  contributors may be used to endorse or promote products derived from
'  this software without specific prior written permission.
'
'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
'ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
'WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
'ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
'(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
'LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
'ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
'(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
